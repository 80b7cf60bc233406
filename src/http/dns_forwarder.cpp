#include "http/dns_forwarder.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sstream>
#include <utility>

#include "base/read_file.hpp"

namespace spotdrill::http {

namespace asio = boost::asio;
using asio::ip::udp;

namespace {

constexpr std::size_t name_servers_max = 3;  // MAXNS of resolv.conf(5).
constexpr std::size_t dns_packet_bytes_max = 4096;
constexpr std::size_t id_bytes = 2;

}  // namespace

struct DnsForwarder::State {
  State(asio::io_context& context, std::filesystem::path file, std::uint16_t server_port)
      : loop(context), resolv_conf(std::move(file)), port(server_port) {}

  asio::io_context& loop;
  std::filesystem::path resolv_conf;
  std::uint16_t port;
  std::size_t pending = 0;
  std::chrono::steady_clock::time_point silent_until{};
};

/// One query on its way, from one name server to the next. Its socket is connected, so that nobody
/// else can answer, and a name server that is not there is known at once.
struct DnsForwarder::Query : std::enable_shared_from_this<Query> {
  Query(std::shared_ptr<State> owner, std::string asked, Answered hears)
      : state(std::move(owner)),
        query(std::move(asked)),
        answered(std::move(hears)),
        socket(state->loop),
        timer(state->loop) {
    ++state->pending;
  }
  ~Query() { --state->pending; }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  void ask_next() {
    boost::system::error_code error;
    socket.close(error);
    if (servers.empty()) {
      state->silent_until = std::chrono::steady_clock::now() + dns_silence;
      return finish(std::nullopt);
    }
    const udp::endpoint server{servers.front(), state->port};
    servers.erase(servers.begin());
    socket.open(server.protocol(), error);
    if (!error) socket.connect(server, error);
    if (!error) socket.send(asio::buffer(query), 0, error);
    if (error) return ask_next();
    timer.expires_after(dns_server_time_max);
    timer.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
      if (!cancelled && self->answered) self->ask_next();
    });
    receive();
  }

  void receive() {
    socket.async_receive(
        asio::buffer(packet),
        [self = shared_from_this()](const boost::system::error_code& error, std::size_t size) {
          if (error == asio::error::operation_aborted || !self->answered) return;
          self->timer.cancel();
          if (error) return self->ask_next();
          const std::string_view reply{self->packet.data(), size};
          if (!reply.starts_with(std::string_view{self->query}.substr(0, id_bytes))) {
            return self->ask_next();
          }
          self->finish(std::string{reply});
        });
  }

  void finish(std::optional<std::string> reply) {
    boost::system::error_code ignored;
    socket.close(ignored);
    timer.cancel();
    std::exchange(answered, nullptr)(std::move(reply));
  }

  std::shared_ptr<State> state;
  std::string query;
  Answered answered;
  std::vector<asio::ip::address> servers;
  udp::socket socket;
  asio::steady_timer timer;
  std::array<char, dns_packet_bytes_max> packet{};
};

std::vector<asio::ip::address> name_servers_of(std::string_view resolv_conf) {
  std::vector<asio::ip::address> servers;
  std::istringstream lines{std::string{resolv_conf}};
  for (std::string line; std::getline(lines, line) && servers.size() < name_servers_max;) {
    std::istringstream words{line};
    std::string key;
    std::string value;
    words >> key >> value;
    if (key != "nameserver") continue;
    boost::system::error_code error;
    const auto address = asio::ip::make_address(value, error);
    if (!error) servers.push_back(address);
  }
  return servers;
}

DnsForwarder::DnsForwarder(asio::io_context& loop, std::filesystem::path resolv_conf,
                           std::uint16_t port)
    : state_(std::make_shared<State>(loop, std::move(resolv_conf), port)) {}

DnsForwarder::~DnsForwarder() = default;

void DnsForwarder::ask(std::string query, Answered answered) {
  const bool silent = std::chrono::steady_clock::now() < state_->silent_until;
  if (silent || state_->pending >= dns_pending_max) return answered(std::nullopt);
  const auto asked = std::make_shared<Query>(state_, std::move(query), std::move(answered));
  // Read anew: a laptop's name servers are others where it is next.
  asked->servers = name_servers_of(read_file(state_->resolv_conf).value_or(""));
  asked->ask_next();
}

std::size_t DnsForwarder::pending() const {
  return state_->pending;
}

}  // namespace spotdrill::http
