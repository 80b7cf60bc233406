#include "services/lambda/tags.hpp"

#include "services/lambda/errors.hpp"
#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {
namespace {

/// "Maximum number of tags per resource: 50". Source: Lambda Developer Guide, "Using tags".
constexpr std::size_t tags_max = 50;

}  // namespace

Result<const Function*> tagged_function(const Lambda& lambda, const std::string& arn) {
  if (arn.find(":function:") == std::string::npos) return not_here("tags but of functions");
  const Named named = TRY(read_name(lambda.place(), arn));
  if (!named.qualifier.empty()) {
    return invalid_value(
        "Tags on function aliases and versions are not supported. Please specify "
        "either a function name or an unqualified function ARN.");
  }
  return lambda.function(named);
}

Result<void> add_tags(Lambda& lambda, const std::string& arn,
                      const std::map<std::string, std::string>& tags) {
  const Function* known = TRY(tagged_function(lambda, arn));
  auto all = known->tags;
  for (const auto& [key, value] : tags) all[key] = value;
  if (all.size() > tags_max) {
    return invalid_value("Number of tags exceeds resource tag limit.");
  }
  lambda.edit(known->name).tags = std::move(all);
  return {};
}

Result<void> remove_tags(Lambda& lambda, const std::string& arn,
                         const std::vector<std::string>& keys) {
  const Function* known = TRY(tagged_function(lambda, arn));
  Function& function = lambda.edit(known->name);
  for (const std::string& key : keys) function.tags.erase(key);
  return {};
}

services::TaggedService tagged(wire::Regional<Lambda>& regions) {
  return {.name = "lambda",
          .each =
              [&regions](const std::string& region, const services::TaggedService::Visit& visit) {
                const Lambda& lambda = regions.at(region);
                for (const auto& [name, function] : lambda.functions()) {
                  visit(function_arn(lambda.place(), name), function.tags);
                }
              },
          .tag =
              [&regions](const std::string& region, const services::Resource& resource,
                         const services::Tags& tags) {
                return add_tags(regions.at(region), resource.arn, tags);
              },
          .untag =
              [&regions](const std::string& region, const services::Resource& resource,
                         const services::TagKeys& keys) {
                return remove_tags(regions.at(region), resource.arn, keys);
              }};
}

}  // namespace spotdrill::lambda
