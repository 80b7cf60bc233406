#include "http/dns.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

namespace spotdrill::http {
namespace {

constexpr std::size_t header_bytes = 12;
constexpr std::size_t label_bytes_max = 63;  // RFC 1035, section 2.3.4.
constexpr std::size_t name_bytes_max = 255;  // RFC 1035, section 2.3.4.

constexpr std::uint16_t type_a = 1;
constexpr std::uint16_t type_aaaa = 28;
constexpr std::uint16_t type_any = 255;
constexpr std::uint16_t class_in = 1;

enum class Rcode : std::uint8_t {
  NoError = 0,
  FormatError = 1,
  ServerFailure = 2,
  NameError = 3,
  NotImplemented = 4,
  Refused = 5,
};

std::uint16_t number_at(std::string_view packet, std::size_t offset) {
  const auto high = static_cast<std::uint8_t>(packet[offset]);
  const auto low = static_cast<std::uint8_t>(packet[offset + 1]);
  return static_cast<std::uint16_t>((high << 8U) | low);
}

void append_number(std::string& packet, std::uint32_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    packet.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU));
  }
}

struct Question {
  std::string name;         ///< Lower case, without the final dot.
  std::string_view octets;  ///< As it came: the reply repeats it, letter case included.
  std::uint16_t type = 0;
  std::uint16_t cls = 0;
};

/// Reads the only question. Compression has no place in a first name, so a pointer is an error.
std::optional<Question> read_question(std::string_view packet) {
  Question question;
  std::size_t at = header_bytes;
  for (;;) {
    if (at >= packet.size()) return std::nullopt;
    const std::size_t length = static_cast<std::uint8_t>(packet[at]);
    if (length > label_bytes_max || at + 1 + length > packet.size()) return std::nullopt;
    ++at;
    if (length == 0) break;
    if (!question.name.empty()) question.name.push_back('.');
    for (const char c : packet.substr(at, length)) {
      question.name.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
    at += length;
    if (at - header_bytes > name_bytes_max) return std::nullopt;
  }
  if (at + 4 > packet.size()) return std::nullopt;
  question.type = number_at(packet, at);
  question.cls = number_at(packet, at + 2);
  question.octets = packet.substr(header_bytes, at + 4 - header_bytes);
  return question;
}

/// What an ordinary query of the internet's class asks; nothing where it is another.
std::optional<Question> plain_question(std::string_view query) {
  if (query.size() < header_bytes || (number_at(query, 2) & 0xF800U) != 0) return std::nullopt;
  if (number_at(query, 4) != 1) return std::nullopt;
  auto question = read_question(query);
  if (question && question->cls != class_in) question.reset();
  return question;
}

std::optional<Ipv4> resolve(std::string_view name, const DnsNames& names) {
  if (is_aws_host(name)) return names.aws;
  if (is_in_domain(name, "localhost")) return Ipv4{127, 0, 0, 1};
  if (!names.hostname.empty()) {
    const std::string_view hostname = names.hostname;
    if (name == hostname || name == hostname.substr(0, hostname.find('.'))) {
      return names.private_address;
    }
  }
  return std::nullopt;
}

/// Below these nothing is on the internet, nor in a VPC that has no zone of its own: what is asked
/// for there, EC2's DNS server does not know either.
/// Source: IANA, "Special-Use Domain Names"; ICANN for `internal`.
constexpr std::array<std::string_view, 9> nowhere_domains{
    "internal", "local", "localdomain", "lan", "arpa", "test", "invalid", "example", "onion"};

/// AWS's services that speak other protocols than HTTP, by a label of their names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> other_services{{
    {"efs", "efs"},
    {"fsx", "fsx"},
    {"rds", "rds"},
    {"cache", "elasticache"},
    {"redshift", "redshift"},
    {"kafka", "kafka"},
}};

/// "efs" of "fs-12345678.efs.us-east-1.amazonaws.com". The service's own endpoint has no label
/// before, and speaks HTTP.
std::string_view service_without_http(std::string_view name) {
  for (const auto& [label, service] : other_services) {
    const std::size_t at = name.find("." + std::string{label} + ".");
    if (at != std::string_view::npos && at > 0) return service;
  }
  return {};
}

std::string reply_head(std::string_view query, Rcode rcode, bool question, bool answer) {
  const std::uint16_t asked = number_at(query, 2);
  // QR, the query's opcode and RD, AA and RA: the daemon is all that there is to ask.
  const auto flags = static_cast<std::uint16_t>(0x8000U | (asked & 0x7900U) | 0x0480U |
                                                static_cast<unsigned>(rcode));
  std::string reply{query.substr(0, 2)};
  append_number(reply, flags, 2);
  append_number(reply, question ? 1 : 0, 2);
  append_number(reply, answer ? 1 : 0, 2);
  append_number(reply, 0, 4);
  return reply;
}

}  // namespace

std::optional<Ipv4> parse_ipv4(std::string_view text) {
  Ipv4 address{};
  const char* at = text.data();
  const char* end = text.data() + text.size();
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != '.') return std::nullopt;
      ++at;
    }
    const auto [next, error] = std::from_chars(at, end, address[i]);
    if (error != std::errc{}) return std::nullopt;
    at = next;
  }
  return at == end ? std::optional{address} : std::nullopt;
}

bool is_in_domain(std::string_view name, std::string_view domain) {
  return name == domain || (name.size() > domain.size() && name.ends_with(domain) &&
                            name[name.size() - domain.size() - 1] == '.');
}

bool is_aws_host(std::string_view name) {
  return is_in_domain(name, "amazonaws.com") || is_in_domain(name, "amazonaws.com.cn") ||
         is_in_domain(name, "api.aws");
}

bool is_for_others(std::string_view query, const DnsNames& names) {
  const auto question = plain_question(query);
  if (!question) return false;
  // Single labels and EC2's own domains are the VPC's, which has no more than this instance knows.
  const std::string_view name = question->name;
  const bool of_the_vpc = name.find('.') == std::string_view::npos ||
                          is_in_domain(name, "ec2.internal") ||
                          is_in_domain(name, "compute.internal");
  return !of_the_vpc && !resolve(name, names);
}

bool says_no_such_name(std::string_view reply) {
  constexpr unsigned rcode_mask = 0xFU;
  return reply.size() >= header_bytes &&
         (number_at(reply, 2) & rcode_mask) == static_cast<unsigned>(Rcode::NameError);
}

std::string cannot_answer(std::string_view query) {
  const auto question = read_question(query);
  if (!question) return reply_head(query, Rcode::ServerFailure, false, false);
  return reply_head(query, Rcode::ServerFailure, true, false).append(question->octets);
}

std::optional<UnservedName> unserved_name(std::string_view query, const DnsNames& names) {
  const auto question = plain_question(query);
  if (!question) return std::nullopt;
  if (question->type != type_a && question->type != type_aaaa && question->type != type_any) {
    return std::nullopt;
  }
  const std::string& name = question->name;
  if (is_aws_host(name)) {
    const std::string_view service = service_without_http(name);
    if (service.empty()) return std::nullopt;
    return UnservedName{.name = name, .service = std::string{service}};
  }
  const bool nowhere = name.find('.') == std::string::npos ||
                       std::ranges::any_of(nowhere_domains, [&](std::string_view domain) {
                         return is_in_domain(name, domain);
                       });
  if (nowhere || resolve(name, names)) return std::nullopt;
  return UnservedName{.name = name, .service = {}};
}

std::optional<std::string> answer_dns(std::string_view query, const DnsNames& names) {
  if (query.size() < header_bytes) return std::nullopt;
  const std::uint16_t flags = number_at(query, 2);
  if ((flags & 0x8000U) != 0) return std::nullopt;  // A reply: answering it could make a loop.
  if ((flags & 0x7800U) != 0) return reply_head(query, Rcode::NotImplemented, false, false);
  if (number_at(query, 4) != 1) return reply_head(query, Rcode::FormatError, false, false);
  const auto question = read_question(query);
  if (!question) return reply_head(query, Rcode::FormatError, false, false);

  const auto with_question = [&](Rcode rcode, bool answer) {
    return reply_head(query, rcode, true, answer).append(question->octets);
  };
  if (question->cls != class_in) return with_question(Rcode::Refused, false);
  const auto address = resolve(question->name, names);
  if (!address) return with_question(Rcode::NameError, false);
  // The name exists but has no AAAA record: an empty NOERROR, so that clients go on with A.
  if (question->type != type_a && question->type != type_any) {
    return with_question(Rcode::NoError, false);
  }
  std::string reply = with_question(Rcode::NoError, true);
  append_number(reply, 0xC000U + header_bytes, 2);  // The question's name.
  append_number(reply, type_a, 2);
  append_number(reply, class_in, 2);
  append_number(reply, dns_ttl_seconds, 4);
  append_number(reply, 4, 2);
  for (const std::uint8_t octet : *address) reply.push_back(static_cast<char>(octet));
  return reply;
}

}  // namespace spotdrill::http
