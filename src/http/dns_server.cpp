#include "http/dns_server.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

namespace spotdrill::http {

namespace asio = boost::asio;
using asio::ip::udp;

struct DnsServer::State : std::enable_shared_from_this<State> {
  State(asio::io_context& loop, int fd, DnsNames instance_names, Unserved hears)
      : socket(loop, udp::v4(), fd), names(std::move(instance_names)), unserved(std::move(hears)) {}

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
    const auto reply = answer_dns({packet.data(), size}, names);
    if (!reply) return;
    // A full buffer loses the reply, as UDP may; the client asks again.
    boost::system::error_code ignored;
    socket.send_to(asio::buffer(*reply), sender, 0, ignored);
    if (!unserved) return;
    if (const auto name = unserved_name({packet.data(), size}, names)) unserved(*name);
  }

  udp::socket socket;
  udp::endpoint sender;
  DnsNames names;
  Unserved unserved;
  std::array<char, 1500> packet{};
};

DnsServer::DnsServer(asio::io_context& loop, int fd, DnsNames names, Unserved unserved)
    : state_(std::make_shared<State>(loop, fd, std::move(names), std::move(unserved))) {
  state_->socket.non_blocking(true);
  state_->receive();
}

DnsServer::~DnsServer() {
  boost::system::error_code ignored;
  state_->socket.close(ignored);
}

}  // namespace spotdrill::http
