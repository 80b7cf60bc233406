#include "client/client.hpp"

#include <gmock/gmock.h>

#include "api/ssm.hpp"

namespace spotdrill::client {
namespace {

using testing::HasSubstr;

/// Gives the replies that it was given, and keeps what it was sent.
struct Scripted : Transport {
  std::vector<Result<protocol::HttpResponse, std::string>> replies;
  std::vector<protocol::HttpRequest> sent;
  std::vector<std::string> bases;

  Result<protocol::HttpResponse, std::string> perform(
      const std::string& base, const protocol::HttpRequest& request) override {
    bases.push_back(base);
    sent.push_back(request);
    return replies.at(std::min(sent.size(), replies.size()) - 1);
  }
};

class ClientTest : public testing::Test {
 protected:
  auto get_parameter(Options options = {.endpoint = "http://127.0.0.1:4566/"}) {
    auto owned = std::make_unique<Scripted>();
    owned->replies = replies_;
    scripted_ = owned.get();
    client_ = std::make_unique<Client>(std::move(options), std::move(owned));
    return client_->call<api::ssm::GetParameterResult>(api::ssm::service(), "GetParameter",
                                                       api::ssm::GetParameterRequest{.name = "n"});
  }

  static protocol::HttpResponse reply(int status, std::string body) {
    protocol::HttpResponse response{.status = status, .body = std::move(body)};
    response.headers.set("Content-Type", "application/x-amz-json-1.1");
    return response;
  }

  std::vector<Result<protocol::HttpResponse, std::string>> replies_;
  std::unique_ptr<Client> client_;
  Scripted* scripted_ = nullptr;
};

TEST_F(ClientTest, CallsAndReads) {
  replies_ = {reply(200, R"({"Parameter": {"Name": "n", "Value": "5"}})")};
  const auto result = get_parameter();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->parameter->value, "5");
  EXPECT_EQ(scripted_->bases[0], "http://127.0.0.1:4566");
  EXPECT_EQ(scripted_->sent[0].headers.get("Host"), "127.0.0.1:4566");
  EXPECT_THAT(std::string{scripted_->sent[0].headers.get("Authorization")},
              HasSubstr("/us-east-1/ssm/aws4_request"));
}

TEST_F(ClientTest, WithoutEndpointItCallsAws) {
  replies_ = {reply(200, "{}")};
  (void)get_parameter({.region = "eu-west-1"});
  EXPECT_EQ(scripted_->bases[0], "https://ssm.eu-west-1.amazonaws.com");
}

TEST_F(ClientTest, RefusalsAreNotRepeated) {
  replies_ = {reply(400, R"({"__type": "ParameterNotFound", "message": "no"})")};
  const auto result = get_parameter();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "ParameterNotFound");
  EXPECT_EQ(scripted_->sent.size(), 1U);
}

TEST_F(ClientTest, ThrottlingAndSilenceAreRepeated) {
  replies_ = {reply(400, R"({"__type": "ThrottlingException", "message": "slow down"})"),
              refuse(std::string{"nobody answers"}), reply(200, "{}")};
  EXPECT_TRUE(get_parameter());
  EXPECT_EQ(scripted_->sent.size(), 3U);
}

TEST_F(ClientTest, RepeatingEnds) {
  replies_ = {refuse(std::string{"nobody answers"})};
  const auto result = get_parameter();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "nobody answers");
  EXPECT_EQ(scripted_->sent.size(), static_cast<std::size_t>(attempts_max));
}

}  // namespace
}  // namespace spotdrill::client
