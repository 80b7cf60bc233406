#include "services/cloudformation/requests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "services/cloudformation/errors.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::size_t stack_name_length_max = 128;
/// "The maximum size of a stack policy is 16 KB."
constexpr std::size_t stack_policy_bytes_max = 16'384;

constexpr std::array<std::string_view, 6> updatable{
    "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_FAILED",   "CREATE_FAILED",   "IMPORT_COMPLETE"};

}  // namespace

Result<void> check_stack_name(const std::string& name) {
  const auto fits = [](unsigned char each) { return std::isalnum(each) != 0 || each == '-'; };
  const bool good = !name.empty() && name.size() <= stack_name_length_max &&
                    std::isalpha(static_cast<unsigned char>(name.front())) != 0 &&
                    std::ranges::all_of(name, fits);
  if (good) return {};
  return invalid(
      fmt::format("1 validation error detected: Value '{}' at 'stackName' failed to "
                  "satisfy constraint: Member must satisfy regular expression pattern: "
                  "[a-zA-Z][-a-zA-Z0-9]*",
                  name));
}

Result<void> check_updatable(const StackRecord& stack) {
  if (std::ranges::find(updatable, stack.status) != updatable.end()) return {};
  return wrong_state(stack.id, stack.status, "updated");
}

Result<void> check_policy_text(const std::optional<std::string>& policy) {
  if (!policy) return {};
  const auto read = parse_json(*policy);
  if (policy->size() <= stack_policy_bytes_max && read.has_value() && read->is_object()) return {};
  return invalid("Error validating stack policy: Invalid stack policy");
}

std::vector<const StackRecord*> newest_first(const CloudFormation& cloudformation) {
  std::vector<const StackRecord*> stacks;
  for (const auto& [key, stack] : cloudformation.stacks()) stacks.push_back(&stack);
  std::ranges::stable_sort(stacks, [](const StackRecord* left, const StackRecord* right) {
    return left->created > right->created;
  });
  return stacks;
}

}  // namespace spotdrill::cloudformation
