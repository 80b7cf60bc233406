#include "wire/routing.hpp"

#include <algorithm>

#include "protocol/query.hpp"
#include "protocol/rest_json.hpp"
#include "protocol/rest_xml.hpp"
#include "wire/s3_request.hpp"

namespace spotdrill::wire {

using protocol::HttpRequest;
using shape::Protocol;
using shape::ServiceModel;

namespace {

constexpr std::size_t name_bytes_max = 128;

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

void read_host(std::string_view host, Hints& hints) {
  host = host.substr(0, host.find(':'));
  for (const std::string_view suffix : {".amazonaws.com", ".amazonaws.com.cn", ".api.aws"}) {
    if (!host.ends_with(suffix)) continue;
    host.remove_suffix(suffix.size());
    const std::size_t dot = host.find('.');
    hints.host_service = host.substr(0, dot);
    // "sync-states.us-east-1.amazonaws.com": where SDKs send StartSyncExecution and TestState.
    if (constexpr std::string_view prefix = "sync-"; hints.host_service.starts_with(prefix)) {
      hints.host_service.erase(0, prefix.size());
    }
    // An image registry is "123456789012.dkr.ecr.us-east-1.amazonaws.com".
    if (host.find(".dkr.ecr.") != std::string_view::npos) hints.host_service = "ecr";
    // SDKs of old ask "queue.amazonaws.com" and "us-west-2.queue.amazonaws.com" for SQS.
    if (constexpr std::string_view label = "queue"; host == label || host.ends_with(".queue")) {
      const std::string_view region = host.substr(0, host.find('.'));
      hints.host_service = "sqs";
      if (is_region(region)) hints.host_region = region;
      return;
    }
    // SDKs that know their account ask "123456789012.ddb.us-east-1.amazonaws.com".
    if (constexpr std::string_view label = "ddb."; host.substr(dot + 1).starts_with(label)) {
      hints.host_service = "dynamodb";
      host.remove_prefix(label.size());  // What follows the dot is the region again.
    }
    if (dot == std::string_view::npos) return;
    const std::string_view region = host.substr(dot + 1);
    if (is_region(region)) hints.host_region = region;
    return;
  }
}

void read_cbor_path(std::string_view path, Hints& hints) {
  const auto labels = protocol::match_uri("/service/{service}/operation/{operation}", path);
  if (!labels) return;
  hints.cbor_service = labels->at("service");
  hints.cbor_operation = labels->at("operation");
}

void read_action(const HttpRequest& request, Hints& hints) {
  for (const std::string_view text :
       {protocol::query_of(request.target), hints.form ? std::string_view{request.body} : ""}) {
    const auto pairs = protocol::parse_pairs(text);
    if (!pairs) {
      hints.malformed_query = true;
      continue;
    }
    for (const auto& [name, value] : *pairs) {
      if (name == "Action") hints.action = value.substr(0, name_bytes_max);
      if (name == "Version") hints.version = value.substr(0, name_bytes_max);
    }
  }
}

bool speaks(const ServiceModel& service, Protocol protocol) {
  return std::ranges::find(service.protocols, protocol) != service.protocols.end();
}

bool is_query(const ServiceModel& service) {
  return speaks(service, Protocol::Ec2Query) || speaks(service, Protocol::AwsQuery);
}

std::string_view rest_operation(const ServiceModel& service, const HttpRequest& request) {
  const std::string_view path = protocol::path_of(request.target);
  std::string_view found;
  for (const shape::OperationModel& operation : service.operations) {
    if (operation.http_method != request.method) continue;
    if (!protocol::match_uri(operation.http_path, path)) continue;
    // A literal segment beats a label.
    if (operation.http_path == path) return operation.name;
    found = operation.name;
  }
  if (!found.empty()) return found;
  // What AWS has and we do not is refused by its name.
  for (const shape::Route& route : service.unavailable_routes) {
    if (route.http_method != request.method) continue;
    if (!protocol::match_uri(protocol::path_of(route.http_path), path)) continue;
    if (route.http_path == path) return route.name;
    found = route.name;
  }
  return found;
}

template <class Predicate>
const Service* find_if(const Dispatcher& dispatcher, Predicate predicate) {
  for (const auto& [name, service] : dispatcher.services()) {
    if (predicate(*service.model)) return &service;
  }
  return nullptr;
}

}  // namespace

bool is_region(std::string_view text) {
  if (text.size() < 6 || text.size() > 32) return false;
  const auto dashes = std::ranges::count(text, '-');
  const char last = text.back();
  return dashes >= 2 && dashes <= 3 && text[2] == '-' && last >= '0' && last <= '9' &&
         std::ranges::all_of(text, [](char c) { return c == '-' || is_lower_or_digit(c); });
}

Hints read_hints(const HttpRequest& request) {
  Hints hints;
  hints.scope = claimed_scope(request);
  hints.for_s3 = is_for_s3(request, hints.scope);
  read_host(request.headers.get("Host"), hints);
  const std::string_view type = request.headers.get("Content-Type");
  const std::string_view target = request.headers.get("X-Amz-Target");
  if (const std::size_t dot = target.rfind('.'); dot != std::string_view::npos) {
    hints.target_prefix = target.substr(0, dot);
    hints.target_operation = target.substr(dot + 1, name_bytes_max);
  }
  hints.json = !target.empty() || type.starts_with("application/x-amz-json-");
  hints.cbor =
      protocol::equal_ignoring_case(request.headers.get("smithy-protocol"), "rpc-v2-cbor") ||
      type.starts_with("application/cbor");
  // A POST to "/" without a type is a form, too: curl's users expect it.
  hints.form = type.starts_with("application/x-www-form-urlencoded") ||
               (type.empty() && request.method == "POST" && !hints.json && !hints.cbor);
  if (hints.for_s3) {
    hints.json = hints.cbor = hints.form = false;
    return hints;
  }
  read_cbor_path(protocol::path_of(request.target), hints);
  read_action(request, hints);
  return hints;
}

const Service* find_service(const Dispatcher& dispatcher, const HttpRequest& request,
                            const Hints& hints, std::string& wanted) {
  if (hints.scope) {
    wanted = hints.scope->service;
    return find_if(dispatcher,
                   [&](const ServiceModel& model) { return model.signing_name == wanted; });
  }
  if (hints.for_s3) {
    wanted = s3_signing_name;
    return dispatcher.find(wanted);
  }
  if (!hints.host_service.empty()) {
    wanted = hints.host_service;
    return find_if(dispatcher,
                   [&](const ServiceModel& model) { return model.endpoint_prefix == wanted; });
  }
  wanted = hints.target_prefix.empty() ? hints.cbor_service : hints.target_prefix;
  if (!wanted.empty()) {
    return find_if(dispatcher,
                   [&](const ServiceModel& model) { return model.target_prefix == wanted; });
  }
  if (!hints.action.empty()) {
    wanted = hints.action;
    const Service* by_version = find_if(dispatcher, [&](const ServiceModel& model) {
      return is_query(model) && model.api_version == hints.version;
    });
    if (by_version != nullptr) return by_version;
    return find_if(dispatcher, [&](const ServiceModel& model) {
      return is_query(model) && shape::find_operation(model, hints.action) != nullptr;
    });
  }
  return find_if(dispatcher, [&](const ServiceModel& model) {
    return speaks(model, Protocol::RestJson) && !rest_operation(model, request).empty();
  });
}

std::optional<Protocol> find_protocol(const ServiceModel& service, const Hints& hints) {
  // An object may be of any type: what it looks like says nothing of the protocol.
  if (speaks(service, Protocol::RestXml)) return Protocol::RestXml;
  std::vector<Protocol> candidates;
  if (hints.cbor)
    candidates = {Protocol::RpcV2Cbor};
  else if (hints.json)
    candidates = {Protocol::Json11, Protocol::Json10};
  else if (!hints.action.empty())
    candidates = {Protocol::Ec2Query, Protocol::AwsQuery};
  else
    candidates = {Protocol::RestJson, Protocol::RestXml, Protocol::Ec2Query, Protocol::AwsQuery};
  for (const Protocol candidate : candidates) {
    if (speaks(service, candidate)) return candidate;
  }
  return std::nullopt;
}

void add_queue_url(HttpRequest& request, const Hints& hints) {
  if (hints.action.empty()) return;
  const std::string path{protocol::path_of(request.target)};
  if (path.size() < 2) return;
  std::string& pairs = hints.form ? request.body : request.target;
  const auto given = protocol::parse_pairs(hints.form ? std::string_view{request.body}
                                                      : protocol::query_of(request.target));
  constexpr std::string_view name = "QueueUrl";
  if (!given || protocol::find_pair(*given, name) != nullptr) return;
  if (!pairs.empty()) pairs += '&';
  pairs.append(name).append("=https://queue").append(path);
}

std::string find_operation_name(const ServiceModel& service, Protocol protocol,
                                const HttpRequest& request, const Hints& hints) {
  switch (protocol) {
    case Protocol::Ec2Query:
    case Protocol::AwsQuery:
      return hints.action;
    case Protocol::Json10:
    case Protocol::Json11:
      return hints.target_operation;
    case Protocol::RpcV2Cbor:
      return hints.cbor_operation;
    case Protocol::RestXml:
      return std::string{protocol::rest_xml_operation(service, request)};
    case Protocol::RestJson:
      break;
  }
  return std::string{rest_operation(service, request)};
}

}  // namespace spotdrill::wire
