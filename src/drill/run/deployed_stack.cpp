#include "drill/run/deployed_stack.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ranges>

namespace spotdrill::drill {

namespace {

/// "A stack name can contain only alphanumeric characters and hyphens. It must start with an
/// alphabetical character and can't be longer than 128 characters."
constexpr std::size_t stack_name_bytes_max = 128;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string stack_name_of(std::string name) {
  std::ranges::replace_if(
      name, [](char c) { return !is_letter(c) && !(c >= '0' && c <= '9'); }, '-');
  if (name.empty() || !is_letter(name.front())) name.insert(0, "drill-");
  return name.substr(0, stack_name_bytes_max);
}

}  // namespace

Called<void> DeployedStack::create(const std::string& run_id) {
  const std::string name = stack_name_of(run_id);
  const Called<void> begun = cloud_.create_stack(name, *stack_);
  if (!begun) return refuse(fmt::format("{}: {}", stack_->where, begun.error()));
  name_ = name;
  return {};
}

Called<bool> DeployedStack::look() {
  StackNow now = TRY(cloud_.describe_stack(name_));
  if (now.status == "CREATE_COMPLETE") {
    outputs_ = std::move(now.outputs);
    return true;
  }
  if (now.status.ends_with("_IN_PROGRESS")) return false;
  const std::string why = cloud_.failure_of_stack(name_).value_or(now.reason);
  return refuse(fmt::format("{}: the stack is {}: {}", stack_->where, now.status, why));
}

Called<std::string> DeployedStack::output(const std::string& name) const {
  const auto found = outputs_.find(name);
  if (found != outputs_.end()) return found->second;
  return refuse(fmt::format(
      "{}: the stack has no output '{}'; it has {}", stack_->where, name,
      outputs_.empty() ? "none" : fmt::format("{}", fmt::join(std::views::keys(outputs_), ", "))));
}

Called<std::string> DeployedStack::fill_in_text(std::string text) const {
  constexpr std::string_view begin = "${stack.";
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    const std::size_t end = text.find('}', at);
    if (end == std::string::npos) break;
    const std::size_t name = at + begin.size();
    const std::string value = TRY(output(text.substr(name, end - name)));
    text.replace(at, end + 1 - at, value);
    at += value.size();
  }
  return text;
}

Called<NumberSource> DeployedStack::fill_in(NumberSource source) const {
  if (name_.empty()) return source;
  for (std::string* each : {&source.metric_namespace, &source.metric_name, &source.bucket,
                            &source.key, &source.table, &source.attribute, &source.log_group}) {
    *each = TRY(fill_in_text(std::move(*each)));
  }
  return source;
}

void DeployedStack::remove() {
  if (!name_.empty()) (void)cloud_.delete_stack(name_);
}

}  // namespace spotdrill::drill
