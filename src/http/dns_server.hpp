// The UDP side of an instance's DNS: reads queries from a socket that was made inside its network
// namespace. What the answers are is dns.hpp's matter.
#pragma once

#include <functional>
#include <memory>

#include "http/dns.hpp"
#include "http/dns_forwarder.hpp"

namespace boost::asio {
class io_context;
}

namespace spotdrill::http {

class DnsServer {
 public:
  /// Hears of each query for a name that is not here. May be empty.
  using Unserved = std::function<void(const UnservedName&)>;

  /// Serves the bound UDP socket `fd`, which it closes when it is destroyed. What is for others to
  /// answer `others` is asked, which outlives this; null: such names do not exist.
  DnsServer(boost::asio::io_context& loop, int fd, DnsNames names, Unserved unserved = {},
            DnsForwarder* others = nullptr);
  ~DnsServer();
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace spotdrill::http
