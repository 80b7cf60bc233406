#include "apps/guest_doors.hpp"

#include <algorithm>

namespace spotdrill::apps {
namespace {

/// EC2's name for an instance with a private address, in the region.
/// Source: EC2 User Guide, "Amazon EC2 instance hostnames and domains".
std::string private_dns_name(std::string_view region, std::string ip) {
  std::ranges::replace(ip, '.', '-');
  if (region == "us-east-1") return "ip-" + ip + ".ec2.internal";
  return "ip-" + ip + "." + std::string{region} + ".compute.internal";
}

}  // namespace

void GuestDoors::open(GuestSockets sockets, bool network_open) {
  const std::string id = sockets.instance_id;
  close(id);
  Doors& doors = doors_[id];
  const auto adopt = [&](Descriptor& socket, const http::Handler& handler,
                         http::Security security) {
    if (!socket.valid()) return;
    http::ListenOptions options{.handler = handler, .security = security, .instance = id};
    doors.listeners.push_back(server_.adopt(socket.release(), std::move(options)));
  };
  adopt(sockets.imds, metadata_, http::Security::Plain);
  adopt(sockets.https, aws_, http::Security::Tls);
  adopt(sockets.http, aws_, http::Security::Plain);
  if (!sockets.dns.valid()) return;
  http::DnsNames names;
  names.aws = http::parse_ipv4(guest_aws_address).value_or(http::Ipv4{});
  names.private_address = http::parse_ipv4(sockets.private_ip).value_or(http::Ipv4{});
  names.hostname = private_dns_name(sockets.region, sockets.private_ip);
  doors.dns = std::make_unique<http::DnsServer>(
      loop_, sockets.dns.release(), std::move(names),
      [this, id](const http::UnservedName& name) { unserved_(id, name); },
      network_open ? &forwarder_ : nullptr);
}

void GuestDoors::close(const std::string& instance_id) {
  const auto found = doors_.find(instance_id);
  if (found == doors_.end()) return;
  for (const http::ListenerId listener : found->second.listeners) server_.close(listener);
  doors_.erase(found);
}

}  // namespace spotdrill::apps
