#include "http/dns.hpp"

#include <gmock/gmock.h>

namespace spotdrill::http {
namespace {

const DnsNames names{.aws = {169, 254, 171, 1},
                     .hostname = "ip-172-31-0-10.ec2.internal",
                     .private_address = {172, 31, 0, 10}};

std::string query(std::string_view name, char type = 1) {
  std::string packet{"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12};
  while (!name.empty()) {
    const std::size_t dot = std::min(name.find('.'), name.size());
    packet.push_back(static_cast<char>(dot));
    packet.append(name.substr(0, dot));
    name.remove_prefix(std::min(dot + 1, name.size()));
  }
  packet.push_back('\0');
  packet.append({'\0', type, '\0', '\1'});
  return packet;
}

int rcode(const std::string& reply) {
  return reply[3] & 0x0F;
}
int answers(const std::string& reply) {
  return reply[7];
}

/// The reply's address, or nothing.
std::optional<Ipv4> ask(std::string_view name) {
  const auto reply = answer_dns(query(name), names);
  if (!reply || rcode(*reply) != 0 || answers(*reply) != 1) return std::nullopt;
  Ipv4 address{};
  for (std::size_t i = 0; i < 4; ++i) {
    address[i] = static_cast<std::uint8_t>((*reply)[reply->size() - 4 + i]);
  }
  return address;
}

TEST(Dns, AwsNamesLeadToTheDaemon) {
  EXPECT_EQ(ask("ssm.us-east-1.amazonaws.com"), names.aws);
  EXPECT_EQ(ask("STS.AmazonAWS.com"), names.aws);
  EXPECT_EQ(ask("ec2.cn-north-1.amazonaws.com.cn"), names.aws);
  EXPECT_EQ(ask("ec2.us-east-1.api.aws"), names.aws);
}

TEST(Dns, AnInstanceFindsItself) {
  EXPECT_EQ(ask("ip-172-31-0-10.ec2.internal"), names.private_address);
  EXPECT_EQ(ask("ip-172-31-0-10"), names.private_address);
  EXPECT_EQ(ask("localhost"), (Ipv4{127, 0, 0, 1}));
}

TEST(Dns, EverythingElseDoesNotExist) {
  for (const char* name : {"example.com", "notamazonaws.com", "amazonaws.com.evil.org", "com"}) {
    const auto reply = answer_dns(query(name), names);
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(rcode(*reply), 3) << name;
  }
}

// Goal: a client that asks for IPv6 first goes on with IPv4 instead of giving the name up.
TEST(Dns, AaaaIsAnEmptyNoError) {
  const auto reply = answer_dns(query("ssm.us-east-1.amazonaws.com", 28), names);
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(rcode(*reply), 0);
  EXPECT_EQ(answers(*reply), 0);
  EXPECT_EQ(reply->substr(0, 2), "\x12\x34");
}

TEST(Dns, BrokenPacketsAreFormatErrorsOrNothing) {
  EXPECT_FALSE(answer_dns("", names).has_value());
  EXPECT_FALSE(answer_dns("12345678901", names).has_value());
  std::string reply = query("a");
  reply[2] = static_cast<char>(0x81);
  EXPECT_FALSE(answer_dns(reply, names).has_value()) << "a reply is not answered";

  const std::string whole = query("ssm.amazonaws.com");
  for (std::size_t size = 12; size < whole.size(); ++size) {
    const auto cut = answer_dns(whole.substr(0, size), names);
    ASSERT_TRUE(cut.has_value());
    EXPECT_EQ(rcode(*cut), 1) << size;
  }
  std::string pointer = query("a").substr(0, 12) + "\xC0\x0C" + std::string(4, '\0');
  EXPECT_EQ(rcode(*answer_dns(pointer, names)), 1) << "a compressed first name";
}

TEST(ParseIpv4, TakesFourOctetsAndNothingElse) {
  EXPECT_EQ(parse_ipv4("172.31.0.10"), (Ipv4{172, 31, 0, 10}));
  for (const char* text :
       {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.x", " 1.2.3.4", "1..2.3"}) {
    EXPECT_FALSE(parse_ipv4(text).has_value()) << text;
  }
}

/// What of a query for `name` is told.
std::string unserved(std::string_view name, char type = 1) {
  const auto found = unserved_name(query(name, type), names);
  return !found ? "" : found->service.empty() ? found->name : found->service + " " + found->name;
}

TEST(Dns, NamesOfTheInternetAreNeededInVain) {
  EXPECT_EQ(unserved("GitHub.com"), "github.com");
  EXPECT_EQ(unserved("pypi.org", 28), "pypi.org");
  EXPECT_EQ(unserved("fs-0123.efs.us-east-1.amazonaws.com"),
            "efs fs-0123.efs.us-east-1.amazonaws.com");
  EXPECT_EQ(unserved("db.abc.us-east-1.rds.amazonaws.com"),
            "rds db.abc.us-east-1.rds.amazonaws.com");
}

// Goal: what AWS's own name server would not know either says nothing about this instance.
TEST(Dns, NamesThatAreNowhereAreNotTold) {
  for (const char* name : {"ssm.us-east-1.amazonaws.com", "efs.us-east-1.amazonaws.com",
                           "github.com.ec2.internal", "metadata.google.internal", "printer.local",
                           "db", "localhost", "ip-172-31-0-10", "9.0.31.172.in-addr.arpa"}) {
    EXPECT_EQ(unserved(name), "") << name;
  }
  EXPECT_EQ(unserved("_imap._tcp.example.com", 33), "");  // SRV
  EXPECT_FALSE(unserved_name("x", names).has_value());
}

// Goal: what is ours, the VPC's or the instance's own is answered here, whoever reaches the
// internet.
TEST(Dns, OthersAreAskedForTheInternetsNamesOnly) {
  EXPECT_TRUE(is_for_others(query("pypi.org"), names));
  EXPECT_TRUE(is_for_others(query("PyPI.org", 28), names));
  EXPECT_TRUE(is_for_others(query("git.corp.example"), names));
  EXPECT_FALSE(is_for_others(query("s3.us-east-1.amazonaws.com"), names));
  EXPECT_FALSE(is_for_others(query("pypi.org.ec2.internal"), names));
  EXPECT_FALSE(is_for_others(query("database"), names));
  EXPECT_FALSE(is_for_others(query("ip-172-31-0-10.ec2.internal"), names));
  EXPECT_FALSE(is_for_others(query("localhost"), names));
  EXPECT_FALSE(is_for_others("short", names));
}

TEST(Dns, FailureOfOthersIsAReply) {
  const std::string reply = cannot_answer(query("pypi.org"));
  EXPECT_EQ(rcode(reply), 2);
  EXPECT_EQ(reply.substr(0, 2), query("pypi.org").substr(0, 2));
  EXPECT_FALSE(says_no_such_name(reply));
  EXPECT_TRUE(says_no_such_name(*answer_dns(query("pypi.org"), names)));
}

}  // namespace
}  // namespace spotdrill::http
