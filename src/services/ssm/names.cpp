#include "services/ssm/names.hpp"

#include <algorithm>
#include <cctype>

#include "base/lower_case.hpp"
#include "services/ssm/errors.hpp"

namespace spotdrill::ssm {
namespace {

/// "Parameter hierarchies are limited to a maximum depth of fifteen levels."
constexpr std::ptrdiff_t levels_max = 15;

/// "The maximum length for a parameter name that you specify is 1011 characters. This count of 1011
/// characters includes the characters in the ARN that precede the name you specify."
constexpr std::size_t name_size_max = 1011;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool plain(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_' ||
         c == '/';
}

/// Letters, digits and .-_ between single slashes.
bool well_formed(std::string_view name) {
  if (name.empty() || name == "/" || name.ends_with('/')) return false;
  if (name.find("//") != std::string_view::npos) return false;
  return std::all_of(name.begin(), name.end(), plain);
}

std::ptrdiff_t levels(std::string_view name) {
  return std::count(name.begin(), name.end(), '/') + (name.starts_with('/') ? 0 : 1);
}

}  // namespace

std::string canonical_name(std::string_view name) {
  if (name.starts_with('/') && name.find('/', 1) == std::string_view::npos) name.remove_prefix(1);
  return std::string{name};
}

Result<std::string> check_new_name(std::string_view name, const Place& place) {
  name = trimmed(name);
  const bool path = std::count(name.begin(), name.end(), '/') > 1;
  const std::string plain_name = lower_case(name);
  std::string_view first{plain_name};
  while (first.starts_with('/')) first.remove_prefix(1);
  if (first.starts_with("aws") || first.starts_with("ssm")) {
    if (!path) return reserved_prefix();
    if (plain_name.starts_with("/aws")) return reserved_name(name);
    return invalid_name();
  }
  if (!well_formed(name)) return invalid_name();
  if (levels(name) > 1 && !name.starts_with('/')) {
    return validation_exception("Parameter name must be a fully qualified name.");
  }
  if (levels(name) > levels_max) return hierarchy_level_limit_exceeded();
  if (place.arn("ssm", "parameter/").size() + name.size() > name_size_max) {
    // DEVIATION: AWS's wording is not known.
    return validation_exception(
        "The parameter name exceeds the maximum length of 1011 characters, "
        "which includes its ARN.");
  }
  return std::string{name};
}

Result<NameReference> read_name(std::string_view text, const Place& place) {
  text = trimmed(text);
  NameReference reference;
  const bool is_arn = text.starts_with("arn:");
  if (is_arn) {
    constexpr std::string_view resource = ":parameter/";
    const std::size_t begin = text.find(resource);
    if (begin == std::string_view::npos) return invalid_name();
    reference.foreign = text.substr(0, begin + resource.size()) != place.arn("ssm", "parameter/");
    // The slash before the name belongs to it, or is none of it: canonical_name tells.
    text.remove_prefix(begin + resource.size() - 1);
  }
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    reference.selector = text.substr(colon);
    text = text.substr(0, colon);
    const std::string_view selected = std::string_view{reference.selector}.substr(1);
    const bool valid = !selected.empty() && std::all_of(selected.begin(), selected.end(), plain);
    if (!valid) return invalid_name();
  }
  if (!well_formed(text)) return invalid_name();
  if (levels(text) > 1 && !text.starts_with('/')) return invalid_name();
  reference.key = canonical_name(text);
  if (!is_arn) reference.name = text;
  return reference;
}

Result<void> check_path(std::string_view path) {
  if (path == "/") return {};
  std::string_view inner = path;
  if (inner.ends_with('/')) inner.remove_suffix(1);
  if (!inner.starts_with('/') || !well_formed(inner)) return invalid_path();
  return {};
}

bool below(std::string_view key, std::string_view path, bool recursive) {
  // A name of one level is kept without its slash, yet it is below "/".
  const std::string full = key.starts_with('/') ? std::string{key} : "/" + std::string{key};
  std::string prefix{path};
  if (!prefix.ends_with('/')) prefix.push_back('/');
  if (!full.starts_with(prefix) || full.size() == prefix.size()) return false;
  return recursive || full.find('/', prefix.size()) == std::string::npos;
}

}  // namespace spotdrill::ssm
