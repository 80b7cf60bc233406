#include "http/dns_server.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

namespace spotdrill::http {

namespace asio = boost::asio;
using asio::ip::udp;

struct DnsServer::State : std::enable_shared_from_this<State> {
  State(asio::io_context& loop, int fd, DnsNames instance_names, Unserved hears,
        DnsForwarder* forwarder)
      : socket(loop, udp::v4(), fd),
        names(std::move(instance_names)),
        unserved(std::move(hears)),
        others(forwarder) {}

  void receive() {
    socket.async_receive_from(
        asio::buffer(packet), sender,
        [self = shared_from_this()](const boost::system::error_code& error, std::size_t size) {
          if (error == asio::error::operation_aborted || !self->socket.is_open()) return;
          if (!error) self->answer(size);
          self->receive();
        });
  }

  void answer(std::size_t size) {
    const std::string_view query{packet.data(), size};
    if (others != nullptr && is_for_others(query, names)) return ask_others(query);
    const auto reply = answer_dns(query, names);
    if (!reply) return;
    send(*reply, sender);
    tell_unserved(query);
  }

  void ask_others(std::string_view query) {
    others->ask(std::string{query}, [self = shared_from_this(), asked = std::string{query},
                                     from = sender](const std::optional<std::string>& reply) {
      if (!self->socket.is_open()) return;
      self->send(reply ? *reply : cannot_answer(asked), from);
      if (!reply || says_no_such_name(*reply)) self->tell_unserved(asked);
    });
  }

  void send(std::string_view reply, const udp::endpoint& to) {
    // A full buffer loses the reply, as UDP may; the client asks again.
    boost::system::error_code ignored;
    socket.send_to(asio::buffer(reply), to, 0, ignored);
  }

  void tell_unserved(std::string_view query) {
    if (!unserved) return;
    if (const auto name = unserved_name(query, names)) unserved(*name);
  }

  udp::socket socket;
  udp::endpoint sender;
  DnsNames names;
  Unserved unserved;
  DnsForwarder* others;
  std::array<char, 1500> packet{};
};

DnsServer::DnsServer(asio::io_context& loop, int fd, DnsNames names, Unserved unserved,
                     DnsForwarder* others)
    : state_(std::make_shared<State>(loop, fd, std::move(names), std::move(unserved), others)) {
  state_->socket.non_blocking(true);
  state_->receive();
}

DnsServer::~DnsServer() {
  boost::system::error_code ignored;
  state_->socket.close(ignored);
}

}  // namespace spotdrill::http
