#include <algorithm>

#include "api/cloudformation.hpp"
#include "drill/run/cloud.hpp"

namespace spotdrill::drill {

namespace {

namespace cloudformation = api::cloudformation;

template <class Output, class Input>
Called<Output> call_stacks(client::Client& client, std::string_view operation, Input input) {
  auto output = client.call<Output>(cloudformation::service(), operation, std::move(input));
  if (output) return std::move(*output);
  return refuse(client::to_text(operation, output.error()));
}

}  // namespace

Called<void> Cloud::create_stack(const std::string& name, const StackTemplate& stack) {
  cloudformation::CreateStackInput request{
      .stack_name = name,
      .template_body = stack.text,
      .capabilities = {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"}};
  for (const auto& [key, value] : stack.parameters) {
    request.parameters.push_back({.parameter_key = key, .parameter_value = value});
  }
  TRY(call_stacks<cloudformation::CreateStackOutput>(client_, "CreateStack", std::move(request)));
  return {};
}

Called<StackNow> Cloud::describe_stack(const std::string& name) {
  const cloudformation::DescribeStacksInput request{.stack_name = name};
  const auto described =
      TRY(call_stacks<cloudformation::DescribeStacksOutput>(client_, "DescribeStacks", request));
  if (described.stacks.empty()) return StackNow{.status = "DELETE_COMPLETE", .reason = {}};
  const cloudformation::Stack& stack = described.stacks.front();
  StackNow now{.status = stack.stack_status, .reason = stack.stack_status_reason.value_or("")};
  for (const auto& output : stack.outputs) {
    now.outputs[output.output_key.value_or("")] = output.output_value.value_or("");
  }
  return now;
}

Called<std::string> Cloud::failure_of_stack(const std::string& name) {
  cloudformation::DescribeStackEventsInput request{.stack_name = name};
  std::string why;
  // The newest come first: the first failure is the last one that is met.
  while (true) {
    const auto page = TRY(call_stacks<cloudformation::DescribeStackEventsOutput>(
        client_, "DescribeStackEvents", request));
    for (const auto& event : page.stack_events) {
      if (!event.resource_status.value_or("").ends_with("_FAILED")) continue;
      why =
          event.logical_resource_id.value_or("") + ": " + event.resource_status_reason.value_or("");
    }
    if (!page.next_token) return why;
    request.next_token = page.next_token;
  }
}

Called<void> Cloud::delete_stack(const std::string& name) {
  const cloudformation::DeleteStackInput request{.stack_name = name};
  TRY(call_stacks<cloudformation::DeleteStackResult>(client_, "DeleteStack", request));
  return {};
}

}  // namespace spotdrill::drill
