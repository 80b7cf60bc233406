// REST JSON.
// Source: smithy.io, "AWS REST JSON 1.0 protocol".
#include "protocol/rest_json.hpp"

#include <fmt/format.h>

#include "protocol/codecs.hpp"
#include "protocol/json_walk.hpp"
#include "protocol/query.hpp"
#include "protocol/scalar_text.hpp"
#include "protocol/utf8.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Location;
using shape::Member;
using shape::Shape;
using shape::TimestampFormat;

namespace {

using Labels = std::map<std::string, std::string, std::less<>>;

constexpr const char* json_type = "application/json";

/// "/a/{b}" → "a", "{b}".
std::string_view next_segment(std::string_view& rest) {
  if (rest.starts_with('/')) rest.remove_prefix(1);
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

/// What a request carries outside its body.
struct Parts {
  Labels labels;
  Pairs query;
  const Headers& headers;
};

void read_part(const Member& member, std::string_view text, void* out,
               shape::Constraints& constraints) {
  const Shape& shape = *member.shape();
  const Shape& scalar = shape.kind == Kind::List ? *shape.element() : shape;
  void* place = shape.kind == Kind::List ? shape.list->append(out) : out;
  if (!read_scalar_text(scalar, text, place)) {
    return constraints.refuse(
        {.code = "SerializationException",
         .message = fmt::format("The value of '{}' is not of its type.", member.json_name)});
  }
  if (shape.kind == Kind::List) constraints.check(scalar, place);
}

/// The texts that belong to `member`.
std::vector<std::string_view> texts_of(const Member& member, const Parts& parts) {
  std::vector<std::string_view> texts;
  if (member.location == Location::Uri) {
    const auto label = parts.labels.find(member.json_name);
    if (label != parts.labels.end()) texts.push_back(label->second);
  } else if (member.location == Location::QueryString) {
    for (const auto& [name, value] : parts.query) {
      if (name == member.json_name) texts.push_back(value);
    }
  } else if (const std::string* value = parts.headers.find(member.json_name)) {
    texts.push_back(*value);
  }
  return texts;
}

void read_parts(const Shape& shape, const Parts& parts, void* structure,
                shape::Constraints& constraints) {
  for (const Member& member : shape.members) {
    if (member.location == Location::Body) continue;
    const auto texts = texts_of(member, parts);
    if (texts.empty()) {
      if (member.required) constraints.missing(member);
      continue;
    }
    constraints.enter(member);
    void* out = member.emplace(structure);
    for (const std::string_view text : texts) read_part(member, text, out, constraints);
    if (!constraints.failed()) constraints.check(*member.shape(), out);
    constraints.leave();
  }
}

bool has_body(const Shape& shape) {
  for (const Member& member : shape.members) {
    if (member.location == Location::Body) return true;
  }
  return false;
}

TimestampFormat default_format(Location location) {
  return location == Location::Header ? TimestampFormat::Rfc822 : TimestampFormat::Iso8601;
}

/// The texts of a member that travels outside the body: one, or one for each element of a list.
std::vector<std::string> written_texts(const Member& member, const void* value) {
  const Shape& shape = *member.shape();
  const TimestampFormat format = default_format(member.location);
  if (shape.kind != Kind::List) return {scalar_text(shape, value, format)};
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < shape.list->size(value); ++i) {
    texts.push_back(scalar_text(*shape.element(), shape.list->at(value, i), format));
  }
  return texts;
}

std::string fill_template(std::string_view uri_template, const Labels& labels) {
  std::string path;
  std::string_view rest = uri_template;
  while (!rest.empty()) {
    std::string_view segment = next_segment(rest);
    path += '/';
    if (!segment.starts_with('{')) {
      path += segment;
      continue;
    }
    segment = segment.substr(1, segment.size() - 2);
    const bool greedy = segment.ends_with('+');
    if (greedy) segment.remove_suffix(1);
    const auto label = labels.find(segment);
    if (label != labels.end()) path += percent_encode(label->second, greedy ? "/" : "");
  }
  return path.empty() ? "/" : path;
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
    if (has_body(*operation.input)) {
      const json::value body = TRY(read_json_body(request));
      JsonReader{{.body_only = true}, constraints}.read(*operation.input, body, input.data());
    }
    if (auto refusal = constraints.refusal()) return refuse(*std::move(refusal));
    return input;
  }

  HttpResponse write_reply(const ReplyContext& context,
                           const shape::AnyValue& output) const override {
    std::string body;
    append_json(body, to_json_value(output.shape(), output.data(), {.body_only = true}));
    HttpResponse response =
        reply(context, context.operation->http_status, json_type, std::move(body));
    for (const Member& member : output.shape().members) {
      const void* value = member.get(output.data());
      if (member.location != Location::Header || value == nullptr) continue;
      for (std::string& text : written_texts(member, value)) {
        response.headers.add(std::string{member.json_name}, std::move(text));
      }
    }
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
    Labels labels;
    Pairs query;
    for (const Member& member : input.shape().members) {
      const void* value = member.get(input.data());
      if (member.location == Location::Body || value == nullptr) continue;
      for (std::string& text : written_texts(member, value)) {
        std::string name{member.json_name};
        if (member.location == Location::Uri)
          labels.insert_or_assign(name, std::move(text));
        else if (member.location == Location::Header)
          request.headers.add(name, std::move(text));
        else
          query.emplace_back(std::move(name), std::move(text));
      }
    }
    request.target = fill_template(operation.http_path, labels);
    if (!query.empty()) request.target += "?" + to_pairs_text(query);
    if (has_body(input.shape())) {
      request.headers.add("Content-Type", json_type);
      append_json(request.body, to_json_value(input.shape(), input.data(), {.body_only = true}));
    }
    return request;
  }

  Result<shape::AnyValue> read_reply(const shape::ServiceModel&,
                                     const shape::OperationModel& operation,
                                     const HttpResponse& response) const override {
    Result<json::value, std::string> body =
        response.body.empty() ? json::value(json::object{}) : parse_json(response.body);
    if (!body.has_value()) return refuse(unreadable(response, body.error()));
    if (response.status < 300) return read_output(operation, *body, false);
    if (!body->is_object()) return refuse(unreadable(response, "it is no JSON object"));
    AwsError error = read_error(response, body->get_object());
    if (error.code.empty()) return refuse(unreadable(response, "it names no error"));
    return refuse(std::move(error));
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
