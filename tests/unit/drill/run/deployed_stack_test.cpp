// A drill's stack against a CloudFormation of three answers, behind the real codec.
#include "drill/run/deployed_stack.hpp"

#include <gmock/gmock.h>

#include "api/cloudformation.hpp"
#include "protocol/codec.hpp"

namespace spotdrill::drill {
namespace {

using testing::HasSubstr;
namespace cloudformation = api::cloudformation;

class SmallCloudFormation : public client::Transport {
 public:
  explicit SmallCloudFormation(std::string& status) : status_(status) {}

  Result<protocol::HttpResponse, std::string> perform(
      const std::string&, const protocol::HttpRequest& request) override {
    const auto& service = cloudformation::service();
    const auto operation =
        std::ranges::find_if(service.operations, [&](const shape::OperationModel& each) {
          return request.body.starts_with("Action=" + std::string{each.name} + "&");
        });
    return protocol::codec(service.protocols.front())
        .write_reply({service, &*operation, "request"}, answer(operation->name));
  }

 private:
  shape::AnyValue answer(std::string_view operation) {
    if (operation == "CreateStack") return shape::AnyValue::of(cloudformation::CreateStackOutput{});
    if (operation == "DescribeStackEvents") {
      return shape::AnyValue::of(cloudformation::DescribeStackEventsOutput{
          .stack_events = {event("job", "CREATE_FAILED", "Resource creation cancelled"),
                           event("Table", "CREATE_FAILED", "it is taken")}});
    }
    cloudformation::Stack stack{.stack_name = "a-7", .stack_status = status_};
    stack.outputs = {{.output_key = "Table", .output_value = "jobs"}};
    return shape::AnyValue::of(cloudformation::DescribeStacksOutput{.stacks = {stack}});
  }

  static cloudformation::StackEvent event(const char* id, const char* status, const char* reason) {
    return {.logical_resource_id = id, .resource_status = status, .resource_status_reason = reason};
  }

  std::string& status_;
};

TEST(DeployedStack, IsAskedForItsOutputsWhenItIsComplete) {
  std::string status = "CREATE_IN_PROGRESS";
  client::Client client{{.endpoint = "http://localhost"},
                        std::make_unique<SmallCloudFormation>(status)};
  Cloud cloud{client};
  const std::optional<StackTemplate> wanted{{.text = "{}", .where = "t.yaml", .parameters = {}}};
  DeployedStack stack{cloud, wanted};
  ASSERT_TRUE(stack.create("7_of.a"));
  EXPECT_EQ(stack.name(), "drill-7-of-a");
  EXPECT_EQ(stack.look(), false);
  status = "CREATE_COMPLETE";
  EXPECT_EQ(stack.look(), true);
  EXPECT_EQ(stack.output("Table"), "jobs");
  EXPECT_EQ(stack.output("Queue").error(), "t.yaml: the stack has no output 'Queue'; it has Table");
  EXPECT_EQ(stack.fill_in({.table = "${stack.Table}-1"})->table, "jobs-1");
  EXPECT_THAT(stack.fill_in({.bucket = "${stack.Bucket}"}).error(),
              HasSubstr("no output 'Bucket'"));
}

TEST(DeployedStack, SaysWhichResourceFailedFirst) {
  std::string status = "ROLLBACK_COMPLETE";
  client::Client client{{.endpoint = "http://localhost"},
                        std::make_unique<SmallCloudFormation>(status)};
  Cloud cloud{client};
  const std::optional<StackTemplate> wanted{{.text = "{}", .where = "t.yaml", .parameters = {}}};
  DeployedStack stack{cloud, wanted};
  ASSERT_TRUE(stack.create("a"));
  EXPECT_EQ(stack.look().error(), "t.yaml: the stack is ROLLBACK_COMPLETE: Table: it is taken");
}

}  // namespace
}  // namespace spotdrill::drill
