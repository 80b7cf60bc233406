#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/s3/operations.hpp"
#include "services/s3/settings.hpp"

namespace spotdrill::s3 {
namespace {

/// "The configuration … can have up to 100 rules." Source: S3 User Guide, "Elements of a CORS
/// configuration".
constexpr std::size_t cors_rules_max = 100;

constexpr std::array<std::string_view, 5> cors_methods{"GET", "PUT", "HEAD", "POST", "DELETE"};

Result<void> check_wildcards(const char* element, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    if (std::ranges::count(text, '*') > 1) {
      return invalid_request(
          fmt::format("{} \"{}\" can not have more than one wildcard.", element, text));
    }
  }
  return {};
}

Result<void> check_rule(const api::s3::CORSRule& rule) {
  if (rule.allowed_origins.empty() || rule.allowed_methods.empty()) return malformed_xml();
  for (const std::string& method : rule.allowed_methods) {
    if (std::ranges::find(cors_methods, method) == cors_methods.end()) {
      return invalid_request(fmt::format(
          "Found unsupported HTTP method in CORS config. Unsupported method is {}", method));
    }
  }
  TRY(check_wildcards("AllowedOrigin", rule.allowed_origins));
  TRY(check_wildcards("AllowedHeader", rule.allowed_headers));
  for (const std::string& name : rule.expose_headers) {
    if (name.find('*') != std::string::npos) {
      return invalid_request(fmt::format(
          "ExposeHeader \"{}\" contains wildcard. We currently do not support wildcard for "
          "ExposeHeader.",
          name));
    }
  }
  return {};
}

}  // namespace

Result<api::s3::PutBucketCorsResult> put_bucket_cors(S3& s3,
                                                     const api::s3::PutBucketCorsRequest& request) {
  TRY(bucket_of(s3, request));
  const auto& rules = request.cors_configuration.cors_rules;
  if (rules.empty() || rules.size() > cors_rules_max) return malformed_xml();
  for (const auto& rule : rules) TRY(check_rule(rule));
  TRY(put_setting(s3, request, cors_setting, api::s3::GetBucketCorsOutput{.cors_rules = rules}));
  return api::s3::PutBucketCorsResult{};
}

}  // namespace spotdrill::s3
