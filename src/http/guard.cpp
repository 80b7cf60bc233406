#include "http/guard.hpp"

#include "http/dns.hpp"
#include "http/proxy.hpp"

namespace spotdrill::http {

std::optional<std::string> refuse_foreign(const protocol::HttpRequest& request) {
  const std::string_view host_field = request.headers.get("Host");
  const auto host = parse_authority(host_field, 0);
  if (!host || !(is_loopback_host(host->host) || is_aws_host(host->host))) {
    return "The Host '" + std::string{host_field} +
           "' is not served here: use localhost, 127.0.0.1 or an AWS endpoint's name.";
  }
  if (const std::string* origin = request.headers.find("Origin")) {
    // The same page's own requests are welcome: scheme://host must be the Host that was asked.
    const std::size_t scheme = origin->find("://");
    const bool same =
        scheme != std::string::npos &&
        protocol::equal_ignoring_case(std::string_view{*origin}.substr(scheme + 3), host_field);
    if (!same) return "Requests from the web site '" + *origin + "' are refused.";
  }
  // Browsers say so themselves where they send no Origin (images, forms by GET).
  const std::string_view site = request.headers.get("Sec-Fetch-Site");
  if (site == "cross-site" || site == "same-site") {
    return "Requests from another web site are refused.";
  }
  return std::nullopt;
}

}  // namespace spotdrill::http
