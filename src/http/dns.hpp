// Answers an instance's DNS queries: AWS's names lead to the daemon, everything else does not
// exist, or is for others to answer (dns_forwarder.hpp). One packet in, one packet out; not a
// resolver, no recursion, no cache.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::http {

using Ipv4 = std::array<std::uint8_t, 4>;

/// Reads "172.31.0.10". Nothing when it is none.
std::optional<Ipv4> parse_ipv4(std::string_view text);

/// True when `name` is `domain` or below it.
bool is_in_domain(std::string_view name, std::string_view domain);

/// True for names at which AWS serves: amazonaws.com, amazonaws.com.cn, api.aws and below.
bool is_aws_host(std::string_view name);

/// What one instance can resolve.
struct DnsNames {
  Ipv4 aws{};            ///< Where AWS's names lead.
  std::string hostname;  ///< "ip-172-31-0-10.ec2.internal"; its first label resolves, too.
  Ipv4 private_address{};
};

/// Seconds for which an answer may be kept.
inline constexpr std::uint32_t dns_ttl_seconds = 60;

/// The reply to `query`, or nothing where none is due (too short, or itself a reply).
/// Source: RFC 1035, section 4.
std::optional<std::string> answer_dns(std::string_view query, const DnsNames& names);

/// Whether `query` is about a name that is neither AWS's nor the instance's own network's: where it
/// reaches the internet, others know the answer.
bool is_for_others(std::string_view query, const DnsNames& names);

/// Whether a reply says that there is no such name.
bool says_no_such_name(std::string_view reply);

/// The reply to `query` when those who know do not answer.
std::string cannot_answer(std::string_view query);

/// A name that an instance asked for and needed the internet or more of AWS for.
struct UnservedName {
  std::string name;     ///< Lower case.
  std::string service;  ///< AWS's, where no client of HTTP asks for such a name: "efs", "rds".
};

/// What `query` asks for the address of that would be on AWS and is not here; nothing when it is
/// here, or would not be there either (the search domain's, single labels, names for private use).
std::optional<UnservedName> unserved_name(std::string_view query, const DnsNames& names);

}  // namespace spotdrill::http
