#include <algorithm>
#include <utility>

#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {
namespace {

using PasswordRequest = api::secretsmanager::GetRandomPasswordRequest;

/// The characters of each type that the password may have.
std::vector<std::string> included_types(const PasswordRequest& request) {
  const std::pair<bool, std::string_view> all[] = {
      {!request.exclude_lowercase.value_or(false), "abcdefghijklmnopqrstuvwxyz"},
      {!request.exclude_uppercase.value_or(false), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
      {!request.exclude_numbers.value_or(false), "0123456789"},
      {!request.exclude_punctuation.value_or(false), R"(!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)"},
      {request.include_space.value_or(false), " "},
  };
  const std::string excluded = request.exclude_characters.value_or("");
  std::vector<std::string> types;
  for (const auto& [included, characters] : all) {
    if (!included) continue;
    std::string left{characters};
    std::erase_if(left, [&](char c) { return excluded.find(c) != std::string::npos; });
    if (!left.empty()) types.push_back(std::move(left));
  }
  return types;
}

char any_of_them(SecretsManager& secrets, const std::string& characters) {
  return characters[secrets.random_below(characters.size())];
}

}  // namespace

Result<api::secretsmanager::GetRandomPasswordResponse> get_random_password(
    SecretsManager& secrets, const PasswordRequest& request) {
  constexpr std::int64_t usual_length = 32;
  const auto length = static_cast<std::size_t>(request.password_length.value_or(usual_length));
  const std::vector<std::string> types = included_types(request);
  if (types.empty()) return no_characters_left();
  std::string password;
  if (request.require_each_included_type.value_or(true)) {
    if (length < types.size()) return password_too_short();
    for (const std::string& type : types) password += any_of_them(secrets, type);
  }
  std::string all;
  for (const std::string& type : types) all += type;
  while (password.size() < length) password += any_of_them(secrets, all);
  for (std::size_t left = length; left > 1; --left) {
    std::swap(password[left - 1], password[secrets.random_below(left)]);
  }
  api::secretsmanager::GetRandomPasswordResponse response;
  response.random_password = std::move(password);
  return response;
}

}  // namespace spotdrill::secretsmanager
