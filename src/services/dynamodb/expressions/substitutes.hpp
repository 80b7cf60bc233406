// ExpressionAttributeNames and ExpressionAttributeValues of one request, and which of them its
// expressions have used.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "services/dynamodb/values/value.hpp"

namespace spotdrill::dynamodb::expressions {

class Substitutes {
 public:
  using Names = std::map<std::string, std::string>;
  using Values = Attributes;

  Substitutes() = default;
  Substitutes(Names names, Values values) : names_(std::move(names)), values_(std::move(values)) {}

  /// What "#n" stands for, or null. It counts as used.
  const std::string* name(std::string_view key);
  /// What ":v" stands for, or null. It counts as used.
  const Value* value(std::string_view key);

  /// What is wrong when something has not been used, in AWS's words.
  [[nodiscard]] std::optional<std::string> unused() const;

 private:
  Names names_;
  Values values_;
  std::set<std::string, std::less<>> used_;
};

/// Whether `key` is the sign and then letters, digits and underscores.
bool is_substitute(std::string_view key, char sign);

}  // namespace spotdrill::dynamodb::expressions
