#include "apps/replies.hpp"

#include <boost/url/parse_query.hpp>

namespace spotdrill::apps {

protocol::HttpResponse json_reply(json::object object) {
  protocol::HttpResponse response;
  response.headers.set("Content-Type", "application/json");
  response.body = to_text(std::move(object)) + "\n";
  return response;
}

protocol::HttpResponse failure(int status, std::string_view message) {
  json::object object;
  object.emplace("message", message);
  protocol::HttpResponse response = json_reply(std::move(object));
  response.status = status;
  return response;
}

protocol::HttpResponse forbidden(const std::string& sentence) {
  protocol::HttpResponse response;
  response.status = 403;
  response.headers.set("Content-Type", "text/plain");
  response.body = sentence + "\n";
  return response;
}

std::optional<std::string> query_parameter(std::string_view query, std::string_view name) {
  // Boost.URL 1.81 asks an empty view without an address for its length as a C string.
  if (query.empty()) return std::nullopt;
  const auto parameters = boost::urls::parse_query(query);
  if (!parameters) return std::nullopt;
  for (const auto parameter : *parameters) {
    if (parameter.key.decode() == name) return parameter.value.decode();
  }
  return std::nullopt;
}

}  // namespace spotdrill::apps
