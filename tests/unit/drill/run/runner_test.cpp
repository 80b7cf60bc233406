// The runner against an AWS made of a few lambdas, behind the real codecs: no server, no process.
#include "drill/run/runner.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>

#include "api/cloudwatch.hpp"
#include "api/ec2.hpp"
#include "api/fis.hpp"
#include "api/iam.hpp"
#include "api/ssm.hpp"
#include "api/sts.hpp"
#include "base/base64.hpp"
#include "drill/verdict/verdict.hpp"
#include "protocol/codec.hpp"

namespace spotdrill::drill {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

/// One Spot Instance at a time, whose job gets 10 % further with every look at its console.
class SmallAws : public client::Transport {
 public:
  bool resumes = true;
  bool user_data_fails = false;
  bool shuts_itself_down = false;  ///< Once it has got half-way.
  int calls_until_silence = -1;    ///< Then nothing answers any more.
  std::string template_refusal;
  std::string experiment_failure;  ///< Why one fails; empty: it does not.
  std::vector<std::string> calls;
  std::string user_data;
  std::string template_target;

  Result<protocol::HttpResponse, std::string> perform(
      const std::string&, const protocol::HttpRequest& request) override {
    if (calls_until_silence == 0) return refuse(std::string{"Could not connect"});
    if (calls_until_silence > 0) --calls_until_silence;
    if (request.target.starts_with("/_spotdrill/")) return admin(request.target);
    const auto [service, operation] = what(request);
    if (operation == nullptr) return refuse("not known: " + request.target);
    calls.emplace_back(operation->name);
    const protocol::Codec& codec = protocol::codec(service->protocols.front());
    const auto input = codec.read_request(*service, *operation, request);
    const protocol::ReplyContext context{*service, operation, "request"};
    if (!input) return codec.write_error(context, input.error());
    auto output = answer(operation->name, *input, shape::AnyValue{*operation->output});
    if (!output) return codec.write_error(context, output.error());
    return codec.write_reply(context, *output);
  }

 private:
  using Known = std::pair<const shape::ServiceModel*, const shape::OperationModel*>;

  static Known what(const protocol::HttpRequest& request) {
    const std::string_view authorization = request.headers.get("Authorization");
    for (const shape::ServiceModel* service :
         {&api::ec2::service(), &api::fis::service(), &api::iam::service(), &api::ssm::service(),
          &api::sts::service(), &api::cloudwatch::service()}) {
      const std::string scope = "/" + std::string{service->signing_name} + "/aws4_request";
      if (authorization.find(scope) == std::string_view::npos) continue;
      for (const shape::OperationModel& operation : service->operations) {
        const std::string name{operation.name};
        const std::string path =
            std::string{operation.http_path.substr(0, operation.http_path.find('{'))};
        const bool rest = service->name == "fis" && operation.http_method == request.method &&
                          (path == operation.http_path ? request.target == path
                                                       : request.target.starts_with(path));
        if (rest || request.body.starts_with("Action=" + name + "&") ||
            request.headers.get("X-Amz-Target").ends_with("." + name)) {
          return {service, &operation};
        }
      }
    }
    return {};
  }

  protocol::HttpResponse admin(const std::string& target) {
    protocol::HttpResponse response;
    if (target.starts_with("/_spotdrill/clock")) {
      response.body = R"({"rate": 100})";
      return response;
    }
    const std::size_t since = std::stoul(target.substr(target.find("since=") + 6));
    std::string list;
    for (std::size_t i = since; i < facts_.size(); ++i)
      list += (list.empty() ? "" : ",") + facts_[i];
    now_ += 1'000'000;
    response.body =
        fmt::format(R"({{"facts": [{}], "next": {}, "now": {}}})", list, facts_.size(), now_);
    return response;
  }

  void fact(std::string_view kind, std::string_view details) {
    now_ += 1'000'000;
    facts_.push_back(fmt::format(
        R"({{"sequence": {}, "at": {}, "resource": "{}", "kind": "{}", "details": {}}})",
        facts_.size() + 1, now_, id(), kind, details));
  }

  [[nodiscard]] std::string id() const { return fmt::format("i-{}", instance_); }

  void work() {
    if (state_ != "running") return;
    if (shuts_itself_down && progress_ >= 50) {
      console_ += "No space left on device\n";
      state_ = "terminated";
      return;
    }
    if (user_data_fails && progress_ >= 20) {
      if (!ended_) user_data_ended(R"({"code": 3})");
      ended_ = true;
      return;
    }
    if (interrupted_ && ++looks_ == 2) {
      fact("imds-poll", R"({"path": "spot/instance-action", "status": 200})");
      user_data_ended(R"({"code": 75})");
      saved_ = resumes ? progress_ : 0;
    }
    if (interrupted_ && looks_ == 4) {
      state_ = "terminated";
      fact("instance-state-change",
           R"({"state": "terminated", "reason": "Server.SpotInstanceTermination"})");
    }
    if (interrupted_ && looks_ >= 2) return;
    if (progress_ < 100) {
      progress_ += 10;
      console_ += fmt::format("{}% done\n", progress_);
      if (progress_ == 100) user_data_ended(R"({"code": 0})");
    }
  }

  /// Nothing is left of it.
  void user_data_ended(const std::string& details) {
    fact("user-data-ended", details);
    fact("processes-gone", details);
  }

  Result<shape::AnyValue> answer(std::string_view name, const shape::AnyValue& input,
                                 shape::AnyValue output) {
    if (name == "GetCallerIdentity") {
      output.get<api::sts::GetCallerIdentityResponse>().account = "123456789012";
    } else if (name == "GetInstanceProfile" || name == "GetRole") {
      return refuse(AwsError{.code = "NoSuchEntity", .message = "not there"});
    } else if (name == "GetParameter") {
      return refuse(AwsError{.code = "ParameterNotFound", .message = ""});
    } else if (name == "CreateRole") {
      auto& role = output.get<api::iam::CreateRoleResponse>().role;
      role.role_name = input.get<api::iam::CreateRoleRequest>().role_name;
      role.arn = "arn:aws:iam::123456789012:role/" + role.role_name;
    } else if (name == "DescribeImages") {
      output.get<api::ec2::DescribeImagesResult>().images = {
          {.image_id = "ami-1", .architecture = "x86_64"}};
    } else if (name == "StartExperiment" || name == "GetExperiment" ||
               name == "CreateExperimentTemplate") {
      if (name == "CreateExperimentTemplate" && !template_refusal.empty()) {
        return refuse(AwsError{.code = "ValidationException", .message = template_refusal});
      }
      experiment(name, input, output);
    } else {
      instance(name, input, output);
    }
    return output;
  }

  void experiment(std::string_view name, const shape::AnyValue& input, shape::AnyValue& output) {
    if (name == "CreateExperimentTemplate") {
      const auto& request = input.get<api::fis::CreateExperimentTemplateRequest>();
      template_target = request.targets.at("workload").resource_arns.at(0);
      output.get<api::fis::CreateExperimentTemplateResponse>().experiment_template.emplace().id =
          "EXT1";
    } else if (name == "StartExperiment") {
      interrupted_ = experiment_failure.empty();
      if (interrupted_) {
        fact("interruption-notice",
             R"({"action": "terminate", "deadline": "2026-01-01T00:02:05.000Z"})");
      }
      output.get<api::fis::StartExperimentResponse>().experiment.emplace().id = "EXP1";
    } else {
      auto& found = output.get<api::fis::GetExperimentResponse>().experiment.emplace();
      found.id = "EXP1";
      found.state.emplace().status = experiment_failure.empty() ? "completed" : "failed";
      if (!experiment_failure.empty()) found.state->reason = experiment_failure;
    }
  }

  void instance(std::string_view name, const shape::AnyValue& input, shape::AnyValue& output) {
    if (name == "RequestSpotInstances") {
      const auto& request = input.get<api::ec2::RequestSpotInstancesRequest>();
      user_data = base64_decode(*request.launch_specification->user_data).value_or("");
      ++instance_;
      state_ = "running";
      interrupted_ = false;
      progress_ = saved_;
      console_ = fmt::format("{}% so far\n", progress_);
      output.get<api::ec2::RequestSpotInstancesResult>().spot_instance_requests = {
          {.spot_instance_request_id = fmt::format("sir-{}", instance_)}};
    } else if (name == "DescribeSpotInstanceRequests") {
      output.get<api::ec2::DescribeSpotInstanceRequestsResult>().spot_instance_requests = {
          {.instance_id = id(), .state = "active"}};
    } else if (name == "DescribeInstances") {
      api::ec2::Instance found{.instance_id = id()};
      found.state.emplace().name = state_;
      output.get<api::ec2::DescribeInstancesResult>().reservations = {{.instances = {found}}};
    } else if (name == "GetConsoleOutput") {
      work();
      output.get<api::ec2::GetConsoleOutputResult>().output = base64_encode(console_);
    } else if (name == "TerminateInstances") {
      state_ = "terminated";
    }
  }

  std::vector<std::string> facts_;
  std::int64_t now_ = 1767225600'000'000;
  int instance_ = 0;
  int progress_ = 0;
  int saved_ = 0;
  int looks_ = 0;
  bool interrupted_ = false;
  bool ended_ = false;
  std::string state_;
  std::string console_;
};

struct Silent : RunListener {
  void began(Instant at) override { zero = at; }
  void happened(Instant at, const std::string&, const std::string& text) override {
    times.push_back(at);
    texts.push_back(text);
  }
  void advanced(Instant, std::optional<double>, std::optional<double>) override {}
  std::vector<std::string> texts;
  std::vector<Instant> times;
  std::optional<Instant> zero;
};

class RunnerTest : public testing::Test {
 protected:
  RunnerTest() {
    definition_.name = "test";
    definition_.workload.command = {"job", "it's"};
    definition_.workload.directory = "/work place";
    definition_.workload.parameters = {{"Duration", "5"}};
    definition_.workload.progress = *parse_source("log:([0-9.]+) ?%");
    definition_.faults = {make_fault(Fault::Kind::Interrupt, {.progress_percent = 50}, 2min)};
    definition_.expect = {*parse_expectation("completes"), *parse_expectation("lost-work <= 10%")};
    options_.poll_interval = std::chrono::milliseconds{1};
  }

  Verdict run() {
    auto owned = std::make_unique<SmallAws>();
    owned->resumes = resumes_;
    owned->user_data_fails = fails_;
    aws_ = owned.get();
    set_up_(*aws_);
    client_ = std::make_unique<client::Client>(
        client::Options{.endpoint = "http://test", .credentials = {"AKIA", "secret", {}}},
        std::move(owned));
    seen_ = run_drill(definition_, *client_, options_, listener_);
    return judge(definition_, seen_);
  }

  Definition definition_;
  RunOptions options_{.run_id = "run"};
  Silent listener_;
  std::function<void(SmallAws&)> set_up_ = [](SmallAws&) {};
  bool resumes_ = true;
  bool fails_ = false;
  SmallAws* aws_ = nullptr;
  std::unique_ptr<client::Client> client_;
  Observation seen_;
};

TEST_F(RunnerTest, InterruptsHalfWayReplacesAndCompletes) {
  const Verdict verdict = run();
  ASSERT_EQ(seen_.failure, "");
  EXPECT_EQ(verdict.outcome, Outcome::Passed);
  ASSERT_THAT(seen_.instances, SizeIs(2));
  ASSERT_THAT(verdict.work.interruptions, SizeIs(1));
  EXPECT_EQ(verdict.work.interruptions[0].lost, 0);
  EXPECT_EQ(verdict.work.interruptions[0].workload_end, (ProcessEnd{.value = 75}));
  EXPECT_EQ(seen_.faults[0].state, "completed");
  EXPECT_EQ(seen_.rate, 100);
  EXPECT_EQ(aws_->template_target, "arn:aws:ec2:us-east-1:123456789012:instance/i-1");
  EXPECT_EQ(aws_->user_data, "#!/bin/bash\ncd '/work place' || exit 1\nexec job 'it'\\''s'\n");
  EXPECT_THAT(aws_->calls, Contains("PutParameter"));
  EXPECT_THAT(aws_->calls, Contains("DeleteExperimentTemplate"));
  EXPECT_THAT(aws_->calls, Contains("CancelSpotInstanceRequests"));
  EXPECT_THAT(listener_.texts, Contains("replacement launched"));
}

TEST_F(RunnerTest, JobThatStartsAgainLosesItAll) {
  resumes_ = false;
  const Verdict verdict = run();
  ASSERT_EQ(seen_.failure, "");
  EXPECT_EQ(verdict.outcome, Outcome::Failed);
  EXPECT_TRUE(verdict.completed);
  EXPECT_EQ(verdict.work.interruptions.at(0).resume_point, 0);
  EXPECT_EQ(verdict.findings.at(0).id, "resumed-from-zero");
}

TEST_F(RunnerTest, JobThatFailsByItselfEndsTheDrill) {
  fails_ = true;
  const Verdict verdict = run();
  EXPECT_EQ(verdict.outcome, Outcome::Inconclusive) << "nothing was interrupted";
  EXPECT_THAT(verdict.inconclusive.at(0), HasSubstr("the workload ended with exit code 3"));
  EXPECT_THAT(verdict.judgements.at(0).measured, HasSubstr("never came to that"));
  EXPECT_THAT(verdict.judgements.at(1).measured, HasSubstr("exit code 3"));
  EXPECT_THAT(aws_->calls, Contains("TerminateInstances"));
}

TEST_F(RunnerTest, ReplacementsThatGetNoFurtherAreNotMadeForEver) {
  // Goal: a full disk does not make a loop of launches.
  // Method: every instance ends itself half-way, where the one before it ended.
  definition_.faults.clear();
  set_up_ = [](SmallAws& aws) { aws.shuts_itself_down = true; };
  EXPECT_EQ(run().outcome, Outcome::CouldNotRun);
  EXPECT_THAT(seen_.instances, SizeIs(1 + fruitless_max));
  EXPECT_EQ(seen_.failure,
            "3 replacements in a row ended by themselves and got no further; the last one printed "
            "last 'No space left on device'");
}

TEST_F(RunnerTest, EndpointThatFallsSilentIsNoEvidence) {
  options_.silence_max = std::chrono::milliseconds{0};
  set_up_ = [](SmallAws& aws) { aws.calls_until_silence = 30; };
  const Verdict verdict = run();
  EXPECT_EQ(verdict.outcome, Outcome::CouldNotRun);
  EXPECT_TRUE(seen_.endpoint_lost);
  EXPECT_THAT(seen_.failure, HasSubstr("the endpoint does not answer any more: "));
  EXPECT_THAT(seen_.failure, HasSubstr("Could not connect"));
  EXPECT_THAT(verdict.findings, testing::IsEmpty());
}

TEST_F(RunnerTest, TemplateThatIsRefusedIsToldBeforeAnythingIsLaunched) {
  Fault fault = make_fault(Fault::Kind::Template, {.progress_percent = 50}, {});
  fault.experiment_template =
      parse_json(R"({"description": "d", "roleArn": "arn:aws:iam::123456789012:role/fis",
                     "stopConditions": [{"source": "none"}],
                     "actions": {"a": {"actionId": "aws:nothing"}}})")
          ->as_object();
  fault.where = "faults/template.json";
  definition_.faults = {fault};
  set_up_ = [](SmallAws& aws) { aws.template_refusal = "aws:nothing is no action"; };
  EXPECT_EQ(run().outcome, Outcome::CouldNotRun);
  EXPECT_THAT(seen_.failure, HasSubstr("faults/template.json: CreateExperimentTemplate: "));
  EXPECT_THAT(seen_.failure, HasSubstr("aws:nothing is no action"));
  EXPECT_THAT(aws_->calls, testing::Not(Contains("RequestSpotInstances")));
}

TEST_F(RunnerTest, DrillWhoseOnlyFaultFailsIsOver) {
  set_up_ = [](SmallAws& aws) { aws.experiment_failure = "Target resolution returned empty set"; };
  const Verdict verdict = run();
  EXPECT_EQ(verdict.outcome, Outcome::CouldNotRun);
  EXPECT_THAT(seen_.failure, HasSubstr("no fault took effect"));
  EXPECT_THAT(seen_.failure, HasSubstr("EXP1 failed: Target resolution returned empty set"));
  EXPECT_LT(seen_.instances.back().progress.back().value, 100);
}

TEST_F(RunnerTest, TellsWhatHappenedInOrder) {
  run();
  EXPECT_TRUE(std::is_sorted(listener_.times.begin(), listener_.times.end()));
  EXPECT_EQ(listener_.zero, seen_.began);
}

TEST_F(RunnerTest, StopsWhenItIsTold) {
  int asked = 0;
  options_.stop_requested = [&asked] { return ++asked > 5; };
  EXPECT_EQ(run().outcome, Outcome::Stopped);
  EXPECT_THAT(aws_->calls, Contains("TerminateInstances"));
}

TEST_F(RunnerTest, LaunchSpecificationThatIsNoneIsAFailure) {
  definition_.workload.launch = parse_json(R"({"ImageID": "ami-1"})")->as_object();
  EXPECT_EQ(run().outcome, Outcome::CouldNotRun);
  EXPECT_THAT(seen_.failure, HasSubstr("ImageID"));
}

}  // namespace
}  // namespace spotdrill::drill
