// Requests go in, replies come out: which service, which operation, whose codes.
#include "wire/router.hpp"

#include <gtest/gtest.h>

#include "api/cloudwatch.hpp"
#include "api/ec2.hpp"
#include "api/fis.hpp"
#include "api/ssm.hpp"
#include "api/states.hpp"
#include "api/sts.hpp"
#include "base/iso8601.hpp"
#include "protocol/gzip.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {
namespace {

const Instant now = parse_iso8601("2026-01-02T03:04:05Z").value();

class StoppedClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return wire::now; }
  [[nodiscard]] double rate() const override { return 1; }
};

class OneKey final : public CredentialSource {
 public:
  [[nodiscard]] std::optional<Credential> find(std::string_view key) const override {
    if (key == credential.access_key_id) return credential;
    return std::nullopt;
  }
  Credential credential{.access_key_id = "AKIDEXAMPLE",
                        .secret_access_key = "secret",
                        .session_token = {},
                        .account = "210987654321",
                        .arn = "arn:aws:iam::210987654321:user/u",
                        .user_id = "AIDA",
                        .expires = {}};
};

struct Seen {
  std::string region;
  std::string metric_namespace;
};

Result<api::sts::GetCallerIdentityResponse> get_caller_identity(
    Seen&, const api::sts::GetCallerIdentityRequest&, const Context& context) {
  return api::sts::GetCallerIdentityResponse{
      .user_id = context.caller_id, .account = context.account, .arn = context.caller_arn};
}

Result<api::cloudwatch::PutMetricDataResult> put_metric_data(
    Seen& seen, const api::cloudwatch::PutMetricDataInput& request, const Context& context) {
  seen = {context.region, request.namespace_};
  return api::cloudwatch::PutMetricDataResult{};
}

Result<api::ec2::DescribeRegionsResult> describe_regions(Seen&,
                                                         const api::ec2::DescribeRegionsRequest&) {
  throw std::runtime_error("a bug");
}

Result<api::fis::GetActionResponse> get_action(Seen&, const api::fis::GetActionRequest& request) {
  api::fis::GetActionResponse response;
  response.action.emplace().id = request.id;
  return response;
}

Result<api::states::ListStateMachinesOutput> list_state_machines(
    Seen& seen, const api::states::ListStateMachinesInput&, const Context& context) {
  seen.region = context.region;
  return api::states::ListStateMachinesOutput{};
}

Result<api::ssm::GetParameterResult> get_parameter(Seen&, const api::ssm::GetParameterRequest&) {
  return refuse(AwsError{.code = "ParameterNotFound", .message = ""});
}

constexpr Operation sts_table[] = {operation<get_caller_identity>("GetCallerIdentity")};
constexpr Operation cloudwatch_table[] = {operation<put_metric_data>("PutMetricData")};
constexpr Operation ec2_table[] = {operation<describe_regions>("DescribeRegions")};
constexpr Operation fis_table[] = {operation<get_action>("GetAction")};
constexpr Operation ssm_table[] = {operation<get_parameter>("GetParameter")};
constexpr Operation states_table[] = {operation<list_state_machines>("ListStateMachines")};

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    const auto state = [this](const std::string&) -> void* { return &seen; };
    dispatcher.add({&api::sts::service(), sts_table, state, {}});
    dispatcher.add({&api::cloudwatch::service(), cloudwatch_table, state, {}});
    dispatcher.add({&api::ec2::service(), ec2_table, state, {}});
    dispatcher.add({&api::fis::service(), fis_table, state, {}});
    dispatcher.add({&api::ssm::service(), ssm_table, state, {}});
    dispatcher.add({&api::states::service(), states_table, state, {}});
  }

  protocol::HttpResponse answer(protocol::HttpRequest request, bool auth = false) {
    RouterOptions options{.auth_required = auth};
    options.unserved = [this](const Unserved& call) { unserved.push_back(call); };
    const Router router{dispatcher, keys, clock, ids, std::move(options)};
    protocol::HttpResponse response;
    int answers = 0;
    router.handle(
        std::move(request),
        [&](protocol::HttpResponse given) {
          response = std::move(given);
          ++answers;
        },
        "i-1");
    EXPECT_EQ(answers, 1);
    EXPECT_EQ(response.headers.get("x-amzn-requestid").size(), 36U);
    return response;
  }

  static protocol::HttpRequest form(std::string host, std::string body) {
    return {.method = "POST",
            .target = "/",
            .headers = {{"Host", std::move(host)},
                        {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
            .body = std::move(body)};
  }

  static protocol::HttpRequest json(std::string target, std::string body) {
    return {.method = "POST",
            .target = "/",
            .headers = {{"Host", "127.0.0.1:4566"},
                        {"Content-Type", "application/x-amz-json-1.1"},
                        {"X-Amz-Target", std::move(target)}},
            .body = std::move(body)};
  }

  Seen seen;
  std::vector<Unserved> unserved;
  Dispatcher dispatcher;
  OneKey keys;
  StoppedClock clock;
  Random random{1};
  IdSource ids{random};
};

bool has(const protocol::HttpResponse& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

TEST_F(RouterTest, HostNamesServiceAndRegion) {
  const auto response =
      answer(form("monitoring.eu-west-3.amazonaws.com",
                  "Action=PutMetricData&Version=2010-08-01&Namespace=n&"
                  "MetricData.member.1.MetricName=m&MetricData.member.1.Value=1"));
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(seen.region, "eu-west-3");
  EXPECT_EQ(seen.metric_namespace, "n");
}

// Goal: SDKs put "sync-" before the host of Step Functions' synchronous operations.
TEST_F(RouterTest, ThePrefixOfSynchronousOperationsIsNoPartOfTheService) {
  protocol::HttpRequest request{.method = "POST", .target = "/", .body = "{}"};
  request.headers = {{"Host", "sync-states.eu-west-3.amazonaws.com"},
                     {"Content-Type", "application/x-amz-json-1.0"},
                     {"X-Amz-Target", "AWSStepFunctions.ListStateMachines"}};
  const auto response = answer(std::move(request));
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(seen.region, "eu-west-3");
}

TEST_F(RouterTest, ScopeBeatsHost) {
  auto request = form("127.0.0.1:4566", "Action=GetCallerIdentity&Version=2011-06-15");
  sign(request, keys.credential, "us-west-2", "sts", now);
  const auto response = answer(request, true);
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_TRUE(has(response, "<Account>210987654321</Account>"));
}

TEST_F(RouterTest, TargetActionAndPathNameTheService) {
  EXPECT_TRUE(has(answer(json("AmazonSSM.GetParameter", R"({"Name":"a"})")), "ParameterNotFound"));
  EXPECT_TRUE(has(answer(form("localhost", "Action=GetCallerIdentity&Version=2011-06-15")),
                  "GetCallerIdentityResult"));
  EXPECT_TRUE(has(answer({.method = "GET", .target = "/actions/aws%3Afis%3Await"}),
                  "\"id\":\"aws:fis:wait\""));
  protocol::HttpRequest cbor;
  cbor.target = "/service/GraniteServiceVersion20100801/operation/PutMetricData";
  cbor.headers = {{"smithy-protocol", "rpc-v2-cbor"}};
  cbor.body = "\xa1\x69Namespace\x61n";
  const auto response = answer(cbor);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(seen.metric_namespace, "n");
}

// Goal: who is refused for a key that has expired is still known by it.
TEST_F(RouterTest, CallsOfKnownCallersAreToldWithTheirResult) {
  std::string told;
  RouterOptions options;
  options.answered = [&](const Answered& call) {
    told += call.caller.arn + " " + call.region + " " + std::string{call.service} + ":" +
            std::string{call.operation} + " " + std::string{call.code} + "\n";
  };
  const Router router{dispatcher, keys, clock, ids, options};
  const auto call = [&](protocol::HttpRequest request, const std::string& service) {
    sign(request, keys.credential, "us-west-2", service, now);
    router.handle(std::move(request), [](const protocol::HttpResponse&) {});
  };
  call(form("localhost", "Action=GetCallerIdentity&Version=2011-06-15"), "sts");
  call(json("AmazonSSM.GetParameter", R"({"Name":"a"})"), "ssm");
  call(form("localhost", "Action=Nonsense&Version=2011-06-15"), "sts");
  router.handle(form("localhost", "Action=GetCallerIdentity&Version=2011-06-15"),
                [](const protocol::HttpResponse&) {});
  keys.credential.session_token = "token";
  keys.credential.expires = now - 1s;
  call(form("localhost", "Action=GetCallerIdentity&Version=2011-06-15"), "sts");
  const std::string user = "arn:aws:iam::210987654321:user/u us-west-2 ";
  EXPECT_EQ(told, user + "sts:GetCallerIdentity \n" + user +
                      "ssm:GetParameter ParameterNotFound\n" + user +
                      "sts:GetCallerIdentity ExpiredToken\n");
}

TEST_F(RouterTest, InjectedErrorsComeBeforeTheOperation) {
  std::string asked;
  std::string told;
  RouterOptions options;
  options.injected_error = [&](const Credential& caller, const std::string& region,
                               std::string_view service, std::string_view operation) {
    asked = caller.arn + " " + region + " " + std::string{service} + ":" + std::string{operation};
    return std::optional{AwsError{
        .code = "Slower", .message = "Wait.", .fault = Fault::Receiver, .http_status = 503}};
  };
  options.answered = [&](const Answered& call) { told = call.code; };
  const Router router{dispatcher, keys, clock, ids, options};
  auto request = form("localhost", "Action=DescribeRegions&Version=2016-11-15");
  sign(request, keys.credential, "us-west-2", "ec2", now);
  protocol::HttpResponse response;
  router.handle(std::move(request), [&](protocol::HttpResponse given) { response = given; });
  EXPECT_EQ(response.status, 503);
  EXPECT_TRUE(has(response, "<Code>Slower</Code>"));
  EXPECT_EQ(asked, "arn:aws:iam::210987654321:user/u us-west-2 ec2:DescribeRegions");
  EXPECT_EQ(told, "Slower");
}

TEST_F(RouterTest, PackedBodiesAreSignedPackedAndReadUnpacked) {
  auto request = json("GraniteServiceVersion20100801.PutMetricData",
                      R"({"Namespace":"packed","MetricData":[]})");
  request.headers.set("Content-Encoding", "gzip");
  request.body = protocol::gzip(request.body);
  sign(request, keys.credential, "us-east-1", "monitoring", now);
  EXPECT_EQ(answer(request, true).status, 200);
  EXPECT_EQ(seen.metric_namespace, "packed");
}

TEST_F(RouterTest, UnsignedRequestsAreRefusedInTheServicesTerms) {
  const auto ec2 = answer(form("ec2.us-east-1.amazonaws.com", "Action=DescribeRegions"), true);
  EXPECT_EQ(ec2.status, 400);
  EXPECT_TRUE(has(ec2, "<Code>MissingParameter</Code>"));
  const auto sts = answer(form("sts.amazonaws.com", "Action=GetCallerIdentity"), true);
  EXPECT_EQ(sts.status, 403);
  EXPECT_TRUE(has(sts, "<Code>MissingAuthenticationToken</Code>"));
  // Who has no key yet comes as far as the operation, which this test's service has not.
  const auto web = answer(form("sts.amazonaws.com", "Action=AssumeRoleWithWebIdentity"), true);
  EXPECT_TRUE(has(web, "spotdrill does not have the operation sts:AssumeRoleWithWebIdentity"));
  const auto ssm = answer(json("AmazonSSM.GetParameter", "{}"), true);
  EXPECT_EQ(ssm.status, 400);
  EXPECT_TRUE(has(ssm, "MissingAuthenticationTokenException"));
}

TEST_F(RouterTest, RegionsThatCannotBeAreRefused) {
  auto request = form("127.0.0.1", "Action=GetCallerIdentity&Version=2011-06-15");
  sign(request, keys.credential, "nowhere", "sts", now);
  EXPECT_TRUE(has(answer(request, true), "scoped to a valid region"));
}

TEST_F(RouterTest, UnknownActionsAreRefusedInTheServicesWords) {
  EXPECT_TRUE(has(answer(form("ec2.us-east-1.amazonaws.com", "Action=Foo&Version=2016-11-15")),
                  "<Message>The action Foo is not valid for this web service.</Message>"));
  EXPECT_TRUE(has(answer(form("sts.amazonaws.com", "Action=Foo&Version=2011-06-15")),
                  "<Message>Could not find operation Foo for version 2011-06-15</Message>"));
  EXPECT_TRUE(has(answer(json("AmazonSSM.Foo", "{}")), "UnknownOperationException"));
}

TEST_F(RouterTest, WhatAwsHasAndWeDoNotIsRefusedByName) {
  const auto response =
      answer(form("ec2.us-east-1.amazonaws.com", "Action=CreateNatGateway&Version=2016-11-15"));
  EXPECT_EQ(response.status, 400);
  EXPECT_TRUE(has(response, "<Code>NotImplemented</Code>"));
  EXPECT_TRUE(has(response, "ec2:CreateNatGateway"));
  const auto by_path = answer({.method = "GET", .target = "/safetyLevers/account"});
  EXPECT_TRUE(has(by_path, "spotdrill does not have the operation fis:GetSafetyLever."));
}

TEST_F(RouterTest, UnknownServicesAreToldWhatThereIs) {
  const auto response = answer(json("DynamoDB_20120810.ListTables", "{}"));
  EXPECT_EQ(response.status, 400);
  EXPECT_TRUE(has(response, "DynamoDB_20120810"));
  EXPECT_TRUE(has(response, "cloudwatch, ec2, fis, ssm, states, sts"));
}

// Goal: who sends a query that cannot be read is told that, not that an action is missing.
TEST_F(RouterTest, QueriesThatCannotBeReadAreRefusedAsSuch) {
  for (const char* body : {"Action=DescribeRegions&Version=2016-11-15&X=%zz",
                           "Action=DescribeRegions&X=\xff\xfe", "Action=DescribeRegions&X=%ff"}) {
    for (const char* host : {"ec2.us-east-1.amazonaws.com", "sts.amazonaws.com", "localhost"}) {
      const auto response = answer(form(host, body));
      EXPECT_EQ(response.status, 404);
      EXPECT_TRUE(has(response, "<Code>MalformedQueryString</Code>")) << response.body;
    }
  }
  protocol::HttpRequest get{.method = "GET", .target = "/?Action=DescribeRegions&X=%zz"};
  get.headers.set("Host", "ec2.us-east-1.amazonaws.com");
  EXPECT_TRUE(has(answer(get), "<Code>MalformedQueryString</Code>"));
}

TEST_F(RouterTest, VersionsThatEc2NeverHadAreRefused) {
  for (const char* version : {"1999-01-01", "2099-01-01", "latest", "2016-11-15x"}) {
    const auto response = answer(form("ec2.us-east-1.amazonaws.com",
                                      std::string{"Action=DescribeRegions&Version="} + version));
    EXPECT_EQ(response.status, 400);
    EXPECT_TRUE(has(response, "<Code>NoSuchVersion</Code><Message>The requested version (" +
                                  std::string{version} +
                                  ") of service AmazonEC2 does not exist</Message>"))
        << response.body;
  }
  EXPECT_TRUE(has(answer(form("ec2.us-east-1.amazonaws.com", "Action=Foo&Version=2014-10-01")),
                  "<Code>InvalidAction</Code>"));
}

// Goal: `aws s3 ls` says which service is missing.
TEST_F(RouterTest, S3sClientsAreToldInTheirOwnForm) {
  protocol::HttpRequest request{.method = "GET", .target = "/"};
  request.headers.set("Host", "127.0.0.1:4566");
  sign(request, keys.credential, "us-east-1", "s3", now);
  const auto response = answer(request, true);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.headers.get("Content-Type"), "application/xml");
  EXPECT_TRUE(has(response,
                  "<Error><Code>UnknownService</Code><Message>spotdrill has no service "
                  "'s3'. It has: cloudwatch, ec2, fis, ssm, states, sts.</Message><RequestId>"))
      << response.body;
}

TEST_F(RouterTest, AHandlerThatThrowsIsAnInternalFailure) {
  const auto response =
      answer(form("ec2.us-east-1.amazonaws.com", "Action=DescribeRegions&Version=2016-11-15"));
  EXPECT_EQ(response.status, 500);
  EXPECT_TRUE(has(response, "<Code>InternalFailure</Code>"));
}

TEST_F(RouterTest, RubbishIsAnswered) {
  for (const char* body : {"", "Action", "%", "\xff", "{", "Action=&Version="}) {
    for (const char* type : {"", "application/x-amz-json-1.0", "application/cbor", "text/plain",
                             "application/x-www-form-urlencoded"}) {
      for (const char* target : {"/", "*", "", "/service/x/operation/y", "/experiments/%zz", "?"}) {
        protocol::HttpRequest request{.method = "POST", .target = target, .body = body};
        if (*type != '\0') request.headers.set("Content-Type", type);
        EXPECT_GE(answer(request).status, 400);
        request.headers.set("Host", "ec2.us-east-1.amazonaws.com");
        EXPECT_GE(answer(request).status, 400);
      }
    }
  }
}

// Goal: whoever called what is not here is told, and nobody else.
TEST_F(RouterTest, CallsThatNothingServesAreTold) {
  auto put = json("DynamoDB_20120810.PutItem", "{}");
  sign(put, keys.credential, "us-east-1", "dynamodb", now);
  answer(std::move(put), true);
  ASSERT_EQ(unserved.size(), 1U);
  EXPECT_EQ(unserved[0].from, "i-1");
  EXPECT_EQ(unserved[0].caller_arn, keys.credential.arn);
  EXPECT_EQ(unserved[0].service, "dynamodb");
  EXPECT_EQ(unserved[0].operation, "PutItem");
  EXPECT_FALSE(unserved[0].service_known);

  answer({.method = "GET",
          .target = "/key?x=1",
          .headers = {{"Host", "my.bucket.s3.us-east-1.amazonaws.com"}},
          .body = {}});
  ASSERT_EQ(unserved.size(), 2U);
  EXPECT_EQ(unserved[1].service, "s3");
  EXPECT_EQ(unserved[1].operation, "GET my.bucket.s3.us-east-1.amazonaws.com/key");

  answer(form("ec2.us-east-1.amazonaws.com", "Action=CreateImage&Version=2016-11-15"));
  ASSERT_EQ(unserved.size(), 3U);
  EXPECT_TRUE(unserved[2].service_known);
  EXPECT_EQ(unserved[2].service, "ec2");
  EXPECT_EQ(unserved[2].operation, "CreateImage");

  answer(form("sts.amazonaws.com", "Action=GetCallerIdentity&Version=2011-06-15"));
  answer(form("sts.amazonaws.com", "Version=2011-06-15&A=%"));
  EXPECT_EQ(unserved.size(), 3U);
}

}  // namespace
}  // namespace spotdrill::wire
