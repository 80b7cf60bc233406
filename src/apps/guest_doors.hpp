// The doors of instances that have a network of their own: for each, the metadata service, AWS's
// endpoints and the name server, on sockets made inside its network namespace.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "host/linux_process_host.hpp"
#include "http/dns_server.hpp"
#include "http/listener.hpp"

namespace spotdrill::apps {

class GuestDoors {
 public:
  /// Hears of the names that an instance asked for in vain.
  using Unserved =
      std::function<void(const std::string& instance_id, const http::UnservedName& name)>;

  /// All outlive it. `metadata` and `aws` answer what comes in; Peer::instance says for whom.
  GuestDoors(boost::asio::io_context& loop, http::Server& server, http::Handler metadata,
             http::Handler aws, Unserved unserved)
      : loop_(loop),
        server_(server),
        metadata_(std::move(metadata)),
        aws_(std::move(aws)),
        unserved_(std::move(unserved)),
        forwarder_(loop) {}

  /// Serves the sockets of an instance, in place of those that it had. Where it may reach the
  /// internet, other names than ours have a meaning.
  void open(GuestSockets sockets, bool network_open);

  /// Whether an instance waits for the address of a name of the internet.
  [[nodiscard]] bool resolving() const { return forwarder_.pending() > 0; }

  /// Closes them and every connection, so that the network namespace can go.
  void close(const std::string& instance_id);

 private:
  struct Doors {
    std::vector<http::ListenerId> listeners;
    std::unique_ptr<http::DnsServer> dns;
  };

  boost::asio::io_context& loop_;
  http::Server& server_;
  http::Handler metadata_;
  http::Handler aws_;
  Unserved unserved_;
  http::DnsForwarder forwarder_;
  std::map<std::string, Doors> doors_;
};

}  // namespace spotdrill::apps
