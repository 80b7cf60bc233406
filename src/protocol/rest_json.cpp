// REST JSON.
// Source: smithy.io, "AWS REST JSON 1.0 protocol".
#include "protocol/rest_json.hpp"

#include <algorithm>

#include "protocol/codecs.hpp"
#include "protocol/json_walk.hpp"
#include "protocol/query.hpp"
#include "protocol/rest_parts.hpp"
#include "protocol/utf8.hpp"

namespace spotdrill::protocol {

namespace {

constexpr const char* json_type = "application/json";
/// RFC 9110, section 15.3.5: such a reply has no body.
constexpr int no_content = 204;

/// "/a/{b}" → "a", "{b}".
std::string_view next_segment(std::string_view& rest) {
  if (rest.starts_with('/')) rest.remove_prefix(1);
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

/// The payload of a message whose body is bytes; null: its body is JSON.
// No model that is here has a structure, or a text, as its payload.
const shape::Member* bytes_of(const shape::Shape& shape) {
  const shape::Member* payload = payload_of(shape);
  return payload != nullptr && payload->shape()->kind == shape::Kind::Blob ? payload : nullptr;
}

std::string written_bytes(const shape::Member& payload, const void* structure) {
  const void* value = payload.get(structure);
  return value == nullptr ? std::string{} : *static_cast<const std::string*>(value);
}

void read_bytes(const shape::Member& payload, const std::string& body, void* structure) {
  if (!body.empty()) *static_cast<std::string*>(payload.emplace(structure)) = body;
}

/// The member that is the reply's status, or null.
const shape::Member* status_member(const shape::Shape& shape) {
  const auto found =
      std::ranges::find(shape.members, shape::Location::StatusCode, &shape::Member::location);
  return found == shape.members.end() ? nullptr : &*found;
}

class RestJson final : public Codec {
 public:
  Result<shape::AnyValue> read_request(const shape::ServiceModel& service,
                                       const shape::OperationModel& operation,
                                       const HttpRequest& request) const override {
    auto labels = match_uri(operation.http_path, path_of(request.target));
    auto query = parse_pairs(query_of(request.target));
    if (!labels || !query) {
      return refuse(
          AwsError{.code = "SerializationException", .message = "The request's URI is malformed."});
    }
    shape::AnyValue input{*operation.input};
    shape::Constraints constraints{&service, shape::Family::Json};
    const Parts parts{*std::move(labels), *std::move(query), request.headers};
    read_parts(*operation.input, parts, input.data(), constraints);
    if (const shape::Member* payload = bytes_of(*operation.input)) {
      read_bytes(*payload, request.body, input.data());
    } else if (has_body(*operation.input)) {
      const json::value body = TRY(read_json_body(request));
      JsonReader{{.body_only = true}, constraints}.read(*operation.input, body, input.data());
    }
    if (auto refusal = constraints.refusal()) return refuse(*std::move(refusal));
    return input;
  }

  HttpResponse write_reply(const ReplyContext& context,
                           const shape::AnyValue& output) const override {
    std::string body;
    if (const shape::Member* payload = bytes_of(output.shape())) {
      body = written_bytes(*payload, output.data());
    } else if (context.operation->http_status != no_content) {
      append_json(body, to_json_value(output.shape(), output.data(), {.body_only = true}));
    }
    HttpResponse response =
        reply(context, context.operation->http_status, json_type, std::move(body));
    if (const shape::Member* status = status_member(output.shape())) {
      const void* value = status->get(output.data());
      if (value != nullptr) response.status = *static_cast<const std::int32_t*>(value);
    }
    write_headers(output.shape(), output.data(), response.headers);
    return response;
  }

  HttpResponse write_error(const ReplyContext& context, const AwsError& error) const override {
    std::string body;
    append_json(body, error_members(context.service, error));
    HttpResponse response =
        reply(context, status_of(context.service, error), json_type, std::move(body));
    response.headers.add("x-amzn-ErrorType", type_name(context.service, error));
    return response;
  }

  HttpRequest write_request(const shape::ServiceModel&, const shape::OperationModel& operation,
                            const shape::AnyValue& input) const override {
    HttpRequest request;
    request.method = operation.http_method;
    write_parts(operation.http_path, input.shape(), input.data(), request);
    if (const shape::Member* payload = bytes_of(input.shape())) {
      request.body = written_bytes(*payload, input.data());
    } else if (has_body(input.shape())) {
      request.headers.add("Content-Type", json_type);
      append_json(request.body, to_json_value(input.shape(), input.data(), {.body_only = true}));
    }
    return request;
  }

  Result<shape::AnyValue> read_reply(const shape::ServiceModel&,
                                     const shape::OperationModel& operation,
                                     const HttpResponse& response) const override {
    const shape::Member* payload = bytes_of(*operation.output);
    if (payload != nullptr && response.status < 300) return bytes_reply(operation, response);
    Result<json::value, std::string> body =
        response.body.empty() ? json::value(json::object{}) : parse_json(response.body);
    if (!body.has_value()) return refuse(unreadable(response, body.error()));
    if (response.status < 300) return read_output(operation, *body, false);
    if (!body->is_object()) return refuse(unreadable(response, "it is no JSON object"));
    AwsError error = read_error(response, body->get_object());
    if (error.code.empty()) return refuse(unreadable(response, "it names no error"));
    return refuse(std::move(error));
  }

 private:
  static Result<shape::AnyValue> bytes_reply(const shape::OperationModel& operation,
                                             const HttpResponse& response) {
    shape::AnyValue output{*operation.output};
    shape::Constraints constraints{nullptr, shape::Family::Json};
    read_parts(*operation.output, Parts{{}, {}, response.headers}, output.data(), constraints);
    read_bytes(*bytes_of(*operation.output), response.body, output.data());
    if (const shape::Member* status = status_member(*operation.output)) {
      *static_cast<std::int32_t*>(status->emplace(output.data())) = response.status;
    }
    return output;
  }
};

}  // namespace

std::optional<Labels> match_uri(std::string_view uri_template, std::string_view path) {
  Labels labels;
  while (!uri_template.empty()) {
    std::string_view segment = next_segment(uri_template);
    if (path.empty()) return std::nullopt;
    if (!segment.starts_with('{')) {
      if (next_segment(path) != segment) return std::nullopt;
      continue;
    }
    segment = segment.substr(1, segment.size() - 2);
    const bool greedy = segment.ends_with('+');
    std::string_view text = greedy ? path.substr(1) : next_segment(path);
    if (greedy) {
      segment.remove_suffix(1);
      path = {};
    }
    auto value = percent_decode(text, false);
    if (!value || value->empty() || !is_utf8(*value)) return std::nullopt;
    labels.insert_or_assign(std::string{segment}, *std::move(value));
  }
  if (path == "/") path = {};
  if (!path.empty()) return std::nullopt;
  return labels;
}

const Codec& rest_json_codec() {
  static const RestJson codec;
  return codec;
}

}  // namespace spotdrill::protocol
