#include "services/sqs/policy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "engine/world.hpp"
#include "services/sqs/errors.hpp"
#include "services/sqs/names.hpp"
#include "services/sqs/settings.hpp"

namespace spotdrill::sqs {
namespace {

/// The policy as it is; of none, and of one that cannot be read, an empty one.
json::object policy_of(const QueueRecord& queue) {
  const auto parsed = parse_json(effective(queue.attributes, "Policy"));
  if (!parsed.has_value() || !parsed->is_object()) return {};
  return parsed->get_object();
}

json::array statements_of(const json::object& policy) {
  const json::value* statements = policy.if_contains("Statement");
  if (statements == nullptr) return {};
  if (statements->is_array()) return statements->get_array();
  return {*statements};
}

bool is_called(const json::value& statement, std::string_view label) {
  return statement.is_object() && string_at(statement.get_object(), "Sid") == label;
}

/// One is written by itself, several as a list.
json::value one_or_several(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return json::value(texts[0]);
  json::array all;
  for (const std::string& text : texts) all.emplace_back(text);
  return all;
}

Result<std::vector<std::string>> principals_of(const std::vector<std::string>& accounts) {
  std::vector<std::string> principals;
  for (const std::string& account : accounts) {
    constexpr std::size_t digits = 12;
    if (account.size() != digits ||
        !std::ranges::all_of(account, [](char c) { return c >= '0' && c <= '9'; })) {
      return invalid_value(fmt::format("[{}]", account), "PrincipalId", "Unable to verify.");
    }
    principals.push_back(root_arn(account));
  }
  return principals;
}

Result<std::vector<std::string>> actions_of(const std::vector<std::string>& names) {
  std::vector<std::string> actions;
  for (const std::string& name : names) {
    if (name != "*" && shape::find_operation(api::sqs::service(), name) == nullptr) {
      return invalid_value("SQS:" + name, "ActionName",
                           "Please refer to the appropriate WSDL for a list of valid actions. ");
    }
    actions.push_back("SQS:" + name);
  }
  return actions;
}

}  // namespace

Result<std::string> with_permission(const QueueRecord& queue, const std::string& arn,
                                    const api::sqs::AddPermissionRequest& request) {
  // "An Amazon SQS policy can have a maximum of seven actions per statement."
  constexpr std::size_t actions_max = 7;
  if (!is_name(request.label)) {
    // DEVIATION: AWS's message is not known to us.
    return invalid_value(request.label, "Label",
                         "Can only include alphanumeric characters, hyphens, or underscores. 1 to "
                         "80 in length.");
  }
  if (request.actions.empty()) return missing_parameter("Actions");
  if (request.aws_account_ids.empty()) {
    return invalid_value("[]", "PrincipalId", "Unable to verify.");
  }
  if (request.actions.size() > actions_max) {
    return over_limit(fmt::format("{} Actions were found, maximum allowed is {}.",
                                  request.actions.size(), actions_max));
  }
  const auto principals = TRY(principals_of(request.aws_account_ids));
  const auto actions = TRY(actions_of(request.actions));
  json::object policy = policy_of(queue);
  json::array statements = statements_of(policy);
  if (std::ranges::any_of(statements,
                          [&](const auto& each) { return is_called(each, request.label); })) {
    return invalid_value(request.label, "Label", "Already exists.");
  }
  if (policy.empty()) {
    policy.emplace("Version", "2008-10-17");
    policy.emplace("Id", arn + "/SQSDefaultPolicy");
  }
  json::object statement;
  statement.emplace("Sid", request.label);
  statement.emplace("Effect", "Allow");
  statement.emplace("Principal", json::object{{"AWS", one_or_several(principals)}});
  statement.emplace("Action", one_or_several(actions));
  statement.emplace("Resource", arn);
  statements.emplace_back(std::move(statement));
  policy.insert_or_assign("Statement", std::move(statements));
  return to_text(policy);
}

Result<std::string> without_permission(const QueueRecord& queue, const std::string& label) {
  json::object policy = policy_of(queue);
  json::array left;
  const json::array statements = statements_of(policy);
  for (const json::value& statement : statements) {
    if (!is_called(statement, label)) left.push_back(statement);
  }
  if (left.size() == statements.size()) {
    return invalid_value(label, "Label", "can't find label.");
  }
  if (left.empty()) return std::string{};
  policy.insert_or_assign("Statement", std::move(left));
  return to_text(policy);
}

}  // namespace spotdrill::sqs
