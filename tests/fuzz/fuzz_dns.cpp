// DNS queries of instances: every answer belongs to its query and fits into a packet.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/dns.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill::http;
  static const DnsNames names{.aws = {169, 254, 171, 1},
                              .hostname = "ip-172-31-0-10.ec2.internal",
                              .private_address = {172, 31, 0, 10}};
  const std::string_view query{reinterpret_cast<const char*>(data), size};
  const auto reply = answer_dns(query, names);
  if (!reply) return 0;
  constexpr std::size_t header_bytes = 12;
  constexpr std::size_t udp_bytes_max = 512;  // RFC 1035, section 4.2.1.
  if (reply->size() < header_bytes || reply->size() > udp_bytes_max) std::abort();
  if (reply->substr(0, 2) != query.substr(0, 2)) std::abort();
  if ((static_cast<unsigned char>((*reply)[2]) & 0x80U) == 0) std::abort();
  if (answer_dns(*reply, names)) std::abort();  // Two servers must not talk for ever.
  return 0;
}
