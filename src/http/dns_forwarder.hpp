// Asks this computer's own name servers what an instance wants to know of the internet. Packets as
// they are, in and out; not a resolver, no cache.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace spotdrill::http {

/// Queries that wait for an answer at a time; another is answered at once, with none.
inline constexpr std::size_t dns_pending_max = 256;

/// How long each name server may take. Instances ask again after twice as long. Real time.
inline constexpr std::chrono::milliseconds dns_server_time_max{1000};

/// When none has answered, nothing is asked for so long: a job that cannot reach the internet is
/// told so at once. Real time.
inline constexpr std::chrono::seconds dns_silence{10};

/// The name servers of a resolv.conf, at most three of them. Source: resolv.conf(5).
std::vector<boost::asio::ip::address> name_servers_of(std::string_view resolv_conf);

class DnsForwarder {
 public:
  /// Hears the reply, or nothing when no name server gave one.
  using Answered = std::function<void(std::optional<std::string> reply)>;

  /// `port` is the name servers'.
  explicit DnsForwarder(boost::asio::io_context& loop,
                        std::filesystem::path resolv_conf = "/etc/resolv.conf",
                        std::uint16_t port = 53);
  ~DnsForwarder();
  DnsForwarder(const DnsForwarder&) = delete;
  DnsForwarder& operator=(const DnsForwarder&) = delete;

  /// Asks one name server after the other. `answered` may be called at once.
  void ask(std::string query, Answered answered);

  /// Queries that wait for an answer.
  [[nodiscard]] std::size_t pending() const;

 private:
  struct State;
  struct Query;
  std::shared_ptr<State> state_;
};

}  // namespace spotdrill::http
