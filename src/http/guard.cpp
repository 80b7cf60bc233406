#include "http/guard.hpp"

#include <algorithm>
#include <array>

#include "http/dns.hpp"
#include "http/proxy.hpp"
#include "protocol/query.hpp"

namespace spotdrill::http {
namespace {

/// How the names of those operations begin that only read.
constexpr std::array<std::string_view, 3> reading_verbs{"Describe", "Get", "List"};

/// Browsers add these of themselves, and pages cannot take them away. Node's fetch() sends
/// Sec-Fetch-Mode too.
constexpr std::string_view fetch_metadata_prefix = "Sec-Fetch-";

bool begins_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         protocol::equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

bool has_fetch_metadata(const protocol::Headers& headers) {
  return std::ranges::any_of(headers, [](const protocol::Headers::Field& field) {
    return begins_with_ignoring_case(field.first, fetch_metadata_prefix);
  });
}

/// Whether the query asks for an operation that may change something; a query that nobody can
/// read might.
bool asks_for_change(std::string_view target) {
  const auto pairs = protocol::parse_pairs(protocol::query_of(target));
  if (!pairs) return true;
  return std::ranges::any_of(*pairs, [](const auto& pair) {
    if (pair.first != "Action") return false;
    return std::ranges::none_of(reading_verbs, [&](std::string_view verb) {
      return std::string_view{pair.second}.starts_with(verb);
    });
  });
}

/// A page that is no script's sends no Origin with a GET: an image, a link, a form. The query
/// protocol takes operations by GET, so that any page could show an "image" that runs instances.
std::optional<std::string> refuse_unnamed_page(const protocol::HttpRequest& request) {
  const bool refers = request.headers.contains("Referer");
  const bool get = request.method == "GET" || request.method == "HEAD";
  if (!get && refers) {
    return "A browser's request that does not say which site it comes from (no Origin) is refused.";
  }
  if (get && (refers || has_fetch_metadata(request.headers)) && asks_for_change(request.target)) {
    return "A browser's GET may look, not change anything: send the Action by POST, or from a "
           "program that is no browser (without the headers Referer and Sec-Fetch-*).";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> refuse_page(const protocol::HttpRequest& request) {
  if (const std::string* origin = request.headers.find("Origin")) {
    // The same page's own requests are welcome: scheme://host must be the Host that was asked.
    const std::size_t scheme = origin->find("://");
    const bool same = scheme != std::string::npos &&
                      protocol::equal_ignoring_case(std::string_view{*origin}.substr(scheme + 3),
                                                    request.headers.get("Host"));
    if (!same) return "Requests from the web site '" + *origin + "' are refused.";
  } else if (auto refused = refuse_unnamed_page(request)) {
    return refused;
  }
  // Browsers say so themselves where they send no Origin (images, forms by GET).
  const std::string_view site = request.headers.get("Sec-Fetch-Site");
  if (site == "cross-site" || site == "same-site") {
    return "Requests from another web site are refused.";
  }
  return std::nullopt;
}

std::optional<std::string> refuse_foreign(const protocol::HttpRequest& request) {
  const std::string_view host_field = request.headers.get("Host");
  const auto host = parse_authority(host_field, 0);
  if (!host || !(is_loopback_host(host->host) || is_aws_host(host->host))) {
    return "The Host '" + std::string{host_field} +
           "' is not served here: use localhost, 127.0.0.1 or an AWS endpoint's name.";
  }
  return refuse_page(request);
}

}  // namespace spotdrill::http
