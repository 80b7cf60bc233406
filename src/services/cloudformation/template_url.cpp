#include "services/cloudformation/template_url.hpp"

#include <cctype>

namespace spotdrill::cloudformation {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool coded = text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
                       hex_digit(text[at + 2]) >= 0;
    if (!coded) {
      decoded += text[at];
      continue;
    }
    decoded += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
    at += 2;
  }
  return decoded;
}

/// "BUCKET" of "BUCKET.s3.REGION.amazonaws.com" and "BUCKET.localhost"; empty: it is in the path.
std::string_view bucket_of_host(std::string_view host) {
  host = host.substr(0, host.find(':'));
  if (host.ends_with(".localhost")) return host.substr(0, host.size() - 10);
  for (const std::string_view service : {".s3.", ".s3-"}) {
    const std::size_t at = host.find(service);
    if (at != std::string_view::npos) return host.substr(0, at);
  }
  return {};
}

}  // namespace

std::optional<TemplateObject> object_of_url(std::string_view url) {
  TemplateObject object;
  const bool plain = url.starts_with("s3://");
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  if (!plain && !url.starts_with("https://") && !url.starts_with("http://")) return std::nullopt;
  url.remove_prefix(scheme + 3);
  const std::size_t question = url.find('?');
  if (question != std::string_view::npos) {
    const std::string_view query = url.substr(question + 1);
    constexpr std::string_view version = "versionId=";
    if (query.starts_with(version)) object.version = percent_decoded(query.substr(version.size()));
    url = url.substr(0, question);
  }
  const std::size_t slash = url.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::string_view path = url.substr(slash + 1);
  object.bucket = plain ? url.substr(0, slash) : bucket_of_host(url.substr(0, slash));
  if (object.bucket.empty()) {
    const std::size_t end = path.find('/');
    if (end == std::string_view::npos) return std::nullopt;
    object.bucket = path.substr(0, end);
    path.remove_prefix(end + 1);
  }
  object.key = percent_decoded(path);
  if (object.bucket.empty() || object.key.empty()) return std::nullopt;
  return object;
}

}  // namespace spotdrill::cloudformation
