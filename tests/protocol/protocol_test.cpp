// Drives the protocol cases in *.json, in the form of Smithy's protocol tests: what real clients
// sent, what we answer, what we refuse; each in both directions.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "api/cloudwatch.hpp"
#include "api/ec2.hpp"
#include "api/fis.hpp"
#include "api/iam.hpp"
#include "api/ssm.hpp"
#include "api/states.hpp"
#include "api/sts.hpp"
#include "base/iso8601.hpp"
#include "base/json.hpp"
#include "protocol/cbor.hpp"
#include "protocol/codec.hpp"
#include "protocol/query.hpp"
#include "protocol/shape_json.hpp"
#include "wire/routing.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::protocol {
namespace {

using shape::Protocol;

const shape::ServiceModel& service_called(std::string_view name) {
  for (const auto* model : {&api::cloudwatch::service(), &api::ec2::service(), &api::fis::service(),
                            &api::iam::service(), &api::ssm::service(), &api::states::service(),
                            &api::sts::service()}) {
    if (model->name == name) return *model;
  }
  throw std::runtime_error("no such service");
}

Protocol protocol_called(std::string_view name) {
  static const std::map<std::string_view, Protocol> names = {
      {"ec2", Protocol::Ec2Query},       {"query", Protocol::AwsQuery},
      {"json-1.0", Protocol::Json10},    {"json-1.1", Protocol::Json11},
      {"rest-json", Protocol::RestJson}, {"rpc-v2-cbor", Protocol::RpcV2Cbor}};
  return names.at(name);
}

json::array cases(const std::string& file) {
  std::ifstream stream{std::string{PROTOCOL_DATA} + "/" + file};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  return parse_json(text).value().as_array();
}

std::string body_of(const json::object& data) {
  std::string text{string_at(data, "body")};
  if (string_at(data, "bodyEncoding") != "hex") return text;
  std::erase(text, ' ');
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

HttpRequest request_of(const json::object& data) {
  HttpRequest request;
  if (data.contains("method")) request.method = string_at(data, "method");
  if (data.contains("uri")) request.target = string_at(data, "uri");
  if (data.contains("headers")) {
    for (const auto& entry : data.at("headers").as_object()) {
      request.headers.add(std::string{entry.key()}, std::string{entry.value().as_string()});
    }
  }
  request.body = body_of(data);
  return request;
}

/// What two bodies of the same protocol must agree in.
json::value comparable(Protocol protocol, const std::string& body) {
  if (body.empty()) return nullptr;
  if (protocol == Protocol::RpcV2Cbor) return parse_cbor(body).value();
  if (protocol == Protocol::Ec2Query || protocol == Protocol::AwsQuery) {
    json::object pairs;
    const Pairs parsed = parse_pairs(body).value();
    for (const auto& [name, value] : parsed) pairs.emplace(name, value);
    return pairs;
  }
  return parse_json(body).value();
}

/// Objects compare without regard to order, numbers by value.
bool same(const json::value& a, const json::value& b) {
  if (a.is_number() && b.is_number()) return a.to_number<double>() == b.to_number<double>();
  if (a.is_object() && b.is_object()) {
    if (a.get_object().size() != b.get_object().size()) return false;
    for (const auto& entry : a.get_object()) {
      const json::value* other = b.get_object().if_contains(entry.key());
      if (other == nullptr || !same(entry.value(), *other)) return false;
    }
    return true;
  }
  if (a.is_array() && b.is_array()) {
    return std::ranges::equal(a.get_array(), b.get_array(), same);
  }
  return a == b;
}

class OneKey final : public wire::CredentialSource {
 public:
  [[nodiscard]] std::optional<wire::Credential> find(std::string_view key) const override {
    if (key != "AKIDEXAMPLE") return std::nullopt;
    return wire::Credential{.access_key_id = "AKIDEXAMPLE",
                            .secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                            .session_token = {},
                            .account = {},
                            .arn = {},
                            .user_id = {},
                            .expires = {}};
  }
};

void check_recorded(const json::object& data) {
  const HttpRequest request = request_of(data);
  const shape::ServiceModel& service = service_called(string_at(data, "service"));
  const wire::Hints hints = wire::read_hints(request);
  const auto protocol = wire::find_protocol(service, hints);
  ASSERT_TRUE(protocol.has_value());
  const std::string name = wire::find_operation_name(service, *protocol, request, hints);
  ASSERT_EQ(name, string_at(data, "operation"));
  const shape::OperationModel& operation = *shape::find_operation(service, name);

  const auto input = codec(*protocol).read_request(service, operation, request);
  ASSERT_TRUE(input.has_value()) << input.error().code << ": " << input.error().message;
  const json::value read = to_json(input->shape(), input->data());
  EXPECT_TRUE(same(read, data.at("params"))) << read << "\n" << data.at("params");

  // The client's direction: what we write of the same parameters says the same.
  const HttpRequest written = codec(*protocol).write_request(service, operation, *input);
  EXPECT_EQ(written.method, request.method);
  EXPECT_EQ(written.target, request.target);
  EXPECT_TRUE(same(comparable(*protocol, written.body), comparable(*protocol, request.body)))
      << written.body << "\n"
      << request.body;
  EXPECT_EQ(path_of(written.target), path_of(request.target));
}

void check_signature(const json::object& data) {
  HttpRequest request = request_of(data);
  const std::string date{request.headers.get("X-Amz-Date")};
  const std::string extended = date.substr(0, 4) + "-" + date.substr(4, 2) + "-" +
                               date.substr(6, 5) + ":" + date.substr(11, 2) + ":" + date.substr(13);
  const Instant now = parse_iso8601(extended).value();
  const OneKey keys;
  const auto verified = wire::verify(request, keys, {.drill_now = now, .real_now = now});
  EXPECT_TRUE(verified.has_value()) << verified.error().message;
  request.headers.set("X-Amz-Date", date.substr(0, 14) + (date[14] == '0' ? "1Z" : "0Z"));
  EXPECT_FALSE(wire::verify(request, keys, {.drill_now = now, .real_now = now}).has_value());
}

TEST(Recorded, RequestsOfRealClientsAreReadAndWritten) {
  std::size_t count = 0;
  for (const auto& file : std::filesystem::directory_iterator{PROTOCOL_DATA}) {
    const std::string name = file.path().filename();
    if (!name.starts_with("requests-")) continue;
    for (const json::value& data : cases(name)) {
      SCOPED_TRACE(name + " " + std::string{string_at(data.as_object(), "id")});
      check_recorded(data.as_object());
      check_signature(data.as_object());
      ++count;
    }
  }
  EXPECT_GE(count, 40U);
}

TEST(Replies, AreWrittenAsClientsExpectAndReadBack) {
  for (const json::value& value : cases("replies.json")) {
    const json::object& data = value.as_object();
    SCOPED_TRACE(std::string{string_at(data, "id")});
    const shape::ServiceModel& service = service_called(string_at(data, "service"));
    const auto& operation = *shape::find_operation(service, string_at(data, "operation"));
    const Protocol protocol = protocol_called(string_at(data, "protocol"));
    const auto output = from_json(*operation.output, data.at("params"));
    ASSERT_TRUE(output.has_value()) << output.error();

    const HttpResponse reply = codec(protocol).write_reply({service, &operation, "RID"}, *output);
    EXPECT_EQ(reply.status, data.at("code").as_int64());
    EXPECT_EQ(reply.headers.get("x-amzn-requestid"), "RID");
    for (const auto& entry : data.at("headers").as_object()) {
      EXPECT_EQ(reply.headers.get(entry.key()), std::string_view{entry.value().as_string()});
    }
    EXPECT_EQ(reply.body, body_of(data));

    const auto back = codec(protocol).read_reply(service, operation, reply);
    ASSERT_TRUE(back.has_value()) << back.error().message;
    EXPECT_TRUE(
        same(to_json(back->shape(), back->data()), to_json(output->shape(), output->data())))
        << to_json(back->shape(), back->data());
  }
}

TEST(Errors, AreWrittenAsClientsExpectAndReadBack) {
  for (const json::value& value : cases("errors.json")) {
    const json::object& data = value.as_object();
    SCOPED_TRACE(std::string{string_at(data, "id")});
    const shape::ServiceModel& service = service_called(string_at(data, "service"));
    const auto& operation = *shape::find_operation(service, string_at(data, "operation"));
    const json::object& wanted = data.at("error").as_object();
    const Fault fault = string_at(wanted, "fault") == "Receiver" ? Fault::Receiver : Fault::Sender;
    const AwsError error{.code = std::string{string_at(wanted, "code")},
                         .message = std::string{string_at(wanted, "message")},
                         .fault = fault};
    const Codec& spoken = codec(protocol_called(string_at(data, "protocol")));

    const HttpResponse reply = spoken.write_error({service, &operation, "RID"}, error);
    EXPECT_EQ(reply.status, data.at("code").as_int64());
    for (const auto& entry : data.at("headers").as_object()) {
      EXPECT_EQ(reply.headers.get(entry.key()), std::string_view{entry.value().as_string()});
    }
    EXPECT_EQ(reply.body, body_of(data));

    const auto back = spoken.read_reply(service, operation, reply);
    ASSERT_FALSE(back.has_value());
    EXPECT_EQ(back.error().code, error.code);
    EXPECT_EQ(back.error().message, error.message);
    EXPECT_EQ(back.error().fault, error.fault);
  }
}

TEST(Malformed, RequestsAreRefusedInAwsTerms) {
  for (const json::value& value : cases("malformed.json")) {
    const json::object& data = value.as_object();
    SCOPED_TRACE(std::string{string_at(data, "id")});
    const shape::ServiceModel& service = service_called(string_at(data, "service"));
    const auto& operation = *shape::find_operation(service, string_at(data, "operation"));
    const json::object& wanted = data.at("error").as_object();
    const Codec& spoken = codec(protocol_called(string_at(data, "protocol")));
    const auto input = spoken.read_request(service, operation, request_of(data));
    ASSERT_FALSE(input.has_value());
    EXPECT_EQ(input.error().code, string_at(wanted, "code"));
    EXPECT_EQ(input.error().message, string_at(wanted, "message"));
  }
}

}  // namespace
}  // namespace spotdrill::protocol
