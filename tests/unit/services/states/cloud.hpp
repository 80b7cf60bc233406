// Step Functions with services to call: SSM, DynamoDB, SQS, SNS whose queues note what they are
// sent, Secrets Manager, EC2 with modelled instances, FIS and Step Functions itself. In virtual
// time.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "protocol/shape_json.hpp"
#include "services/dynamodb/operations.hpp"
#include "services/ec2/operations.hpp"
#include "services/fis/operations.hpp"
#include "services/secretsmanager/operations.hpp"
#include "services/sns/operations.hpp"
#include "services/sqs/operations.hpp"
#include "services/ssm/operations.hpp"
#include "services/states/executions.hpp"
#include "services/states/operations.hpp"
#include "services/world.hpp"

namespace spotdrill::states {

class Cloud {
 public:
  static inline const std::string prefix = "arn:aws:states:us-east-1:123456789012:";
  static inline const std::string role = "arn:aws:iam::123456789012:role/sfn";

  Cloud() { make(); }

  /// As kill -9 of the daemon and a new start. What is in memory only is lost.
  void restart() {
    world.store.commit();
    clear();
    world.restart();
    make();
  }

  /// The daemon is down for `span`.
  void down_for(Duration span) {
    world.store.commit();
    clear();
    world.pause();
    world.time.run_for(span);
    world.resume();
    make();
  }

  States& states() { return states_->at("us-east-1"); }
  ssm::Ssm& ssm() { return ssm_->at("us-east-1"); }

  std::string create(const std::string& name, const std::string& definition,
                     const std::string& type = "STANDARD") {
    const auto made = create_state_machine(
        states(), {.name = name, .definition = definition, .role_arn = role, .type = type});
    EXPECT_TRUE(made.has_value()) << made.error().message;
    return made.has_value() ? made->state_machine_arn : "";
  }

  /// Starts it; gives the execution's ARN or the code of the refusal.
  std::string start(const std::string& machine, const std::string& input = "{}",
                    const std::string& name = "run") {
    const auto started =
        start_execution(states(), {.state_machine_arn = machine, .name = name, .input = input});
    return started.has_value() ? started->execution_arn : started.error().code;
  }

  /// Starts it and lets it do what takes no time.
  std::string run(const std::string& machine, const std::string& input = "{}",
                  const std::string& name = "run") {
    const std::string arn = start(machine, input, name);
    world.settle();
    return arn;
  }

  /// Makes a state machine of one Task, called "T", and runs it.
  std::string run_task(const std::string& resource, const std::string& parameters,
                       const std::string& more = "") {
    const std::string name = "Task" + std::to_string(++tasks_);
    return run(create(name, one_task(resource, parameters, more)));
  }

  static std::string one_task(const std::string& resource, const std::string& parameters,
                              const std::string& more = "") {
    return R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::)" +
           resource + R"(","Parameters":)" + parameters + more + R"(,"End":true}}})";
  }

  api::states::DescribeExecutionOutput describe(const std::string& execution) {
    auto told = describe_execution(states(), {.execution_arn = execution});
    EXPECT_TRUE(told.has_value()) << told.error().message;
    return told.has_value() ? *told : api::states::DescribeExecutionOutput{};
  }
  std::string status(const std::string& execution) { return describe(execution).status; }
  std::string output(const std::string& execution) {
    return describe(execution).output.value_or("");
  }
  /// "ERROR: CAUSE".
  std::string failure(const std::string& execution) {
    const auto told = describe(execution);
    return told.error.value_or("") + ": " + told.cause.value_or("");
  }

  std::vector<api::states::HistoryEvent> history(const std::string& execution) {
    auto told = get_execution_history(states(), {.execution_arn = execution, .max_results = 1000});
    EXPECT_TRUE(told.has_value()) << told.error().message;
    return told.has_value() ? told->events : std::vector<api::states::HistoryEvent>{};
  }
  /// A line for each event, with everything that it says.
  std::string full_history(const std::string& execution) {
    std::string text;
    for (const auto& event : history(execution))
      text += to_text(protocol::write_json(event)) + "\n";
    return text;
  }
  /// "3<2 TaskScheduled", a line for each.
  std::string events(const std::string& execution) {
    std::string text = "\n";
    for (const auto& event : history(execution)) {
      text += fmt::format("{}<{} {}\n", event.id, event.previous_event_id.value_or(0), event.type);
    }
    return text;
  }

  /// How often a parameter was put: its version.
  std::int64_t version(const std::string& parameter) {
    const auto got = ssm::get_parameter(ssm(), {.name = parameter});
    return got.has_value() ? got->parameter->version.value_or(0) : 0;
  }

  test::World world;
  std::vector<std::string> notified;  ///< What topics sent.

 private:
  void clear() {
    states_.reset();
    fis_.reset();
    ssm_.reset();
    dynamodb_.reset();
    sqs_.reset();
    sns_.reset();
    secrets_.reset();
    dispatcher_.reset();
  }

  void make() {
    auto& engine = world.engine();
    dispatcher_ = std::make_unique<wire::Dispatcher>();
    ssm_ = std::make_unique<wire::Regional<ssm::Ssm>>([&engine](const std::string& region) {
      return std::make_unique<ssm::Ssm>(engine, Place{"123456789012", region});
    });
    dynamodb_ =
        std::make_unique<wire::Regional<dynamodb::DynamoDb>>([&engine](const std::string& region) {
          return std::make_unique<dynamodb::DynamoDb>(engine, Place{"123456789012", region});
        });
    sqs_ = std::make_unique<wire::Regional<sqs::Sqs>>([&engine](const std::string& region) {
      return std::make_unique<sqs::Sqs>(engine, Place{"123456789012", region});
    });
    sns_ = std::make_unique<wire::Regional<sns::Sns>>([this, &engine](const std::string& region) {
      return std::make_unique<sns::Sns>(engine, Place{"123456789012", region},
                                        [this](const sns::QueueMessage& message) {
                                          notified.push_back(message.body);
                                          return Result<void>{};
                                        });
    });
    secrets_ = std::make_unique<wire::Regional<secretsmanager::SecretsManager>>(
        [&engine](const std::string& region) {
          return std::make_unique<secretsmanager::SecretsManager>(engine,
                                                                  Place{"123456789012", region});
        });
    fis_ = std::make_unique<wire::Regional<fis::Fis>>([this, &engine](const std::string& region) {
      return std::make_unique<fis::Fis>(engine, Place{"123456789012", region},
                                        world.service().at(region));
    });
    states_ = std::make_unique<wire::Regional<States>>([this, &engine](const std::string& region) {
      auto made = std::make_unique<States>(engine, Place{"123456789012", region});
      made->begin(*dispatcher_);
      return made;
    });
    dispatcher_->add(ssm::service(*ssm_));
    dispatcher_->add(dynamodb::service(*dynamodb_));
    dispatcher_->add(sqs::service(*sqs_));
    dispatcher_->add(sns::service(*sns_));
    dispatcher_->add(secretsmanager::service(*secrets_));
    dispatcher_->add(fis::service(*fis_));
    dispatcher_->add(ec2::make_service(world.service()));
    dispatcher_->add(service(*states_));
    for (const std::string& region : world.store.scopes("states.machines")) states_->at(region);
  }

  int tasks_ = 0;
  std::unique_ptr<wire::Dispatcher> dispatcher_;
  std::unique_ptr<wire::Regional<ssm::Ssm>> ssm_;
  std::unique_ptr<wire::Regional<dynamodb::DynamoDb>> dynamodb_;
  std::unique_ptr<wire::Regional<sqs::Sqs>> sqs_;
  std::unique_ptr<wire::Regional<sns::Sns>> sns_;
  std::unique_ptr<wire::Regional<secretsmanager::SecretsManager>> secrets_;
  std::unique_ptr<wire::Regional<fis::Fis>> fis_;
  std::unique_ptr<wire::Regional<States>> states_;
};

}  // namespace spotdrill::states
