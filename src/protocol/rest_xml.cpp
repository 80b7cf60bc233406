// REST XML, as S3 speaks it.
// Source: smithy.io, "AWS REST XML protocol".
#include "protocol/rest_xml.hpp"

#include <algorithm>

#include "protocol/codecs.hpp"
#include "protocol/rest_json.hpp"
#include "protocol/rest_parts.hpp"
#include "protocol/xml.hpp"

namespace spotdrill::protocol {

using shape::Kind;
using shape::Location;
using shape::Member;
using shape::Shape;

namespace {

constexpr const char* xml_type = "application/xml";
/// The model has it at each shape. Source: the WSDL of S3's first version.
constexpr std::string_view s3_namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
/// What an error says by a header, not in its document: "x-amz-delete-marker".
constexpr std::string_view header_prefix = "x-amz-";
constexpr std::string_view xml_prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Source: S3 API Reference, "Error responses".
AwsError malformed_xml() {
  return {.code = "MalformedXML",
          .message =
              "The XML you provided was not well-formed or did not validate against our published "
              "schema",
          .http_status = 400};
}

void append_root(std::string& out, std::string_view name, std::string_view xml_namespace,
                 const Shape& shape, const void* data) {
  out.append(xml_prolog).append("<").append(name);
  if (!xml_namespace.empty()) out.append(" xmlns=\"").append(xml_namespace).append("\"");
  out += '>';
  if (shape.kind == Kind::Structure)
    append_xml_members(out, shape, data, true);
  else
    append_xml_text(out, *static_cast<const std::string*>(data));
  out.append("</").append(name).append(">");
}

/// A struct of the members that are in the body alone would be another shape: they are written one
/// by one.
void append_body_members(std::string& out, const Shape& shape, const void* structure) {
  for (const Member& member : shape.members) {
    if (member.location != Location::Body) continue;
    Shape alone = shape;
    alone.members = {&member, 1};
    append_xml_members(out, alone, structure, true);
  }
}

/// The body of a message without a payload member: its root is called `root`.
std::string body_of_members(std::string_view root, std::string_view xml_namespace,
                            const Shape& shape, const void* structure) {
  std::string body;
  const Member* only = shape::find_member(shape, root);
  // "<LocationConstraint>eu-west-1</LocationConstraint>" is GetBucketLocation's whole reply.
  if (only != nullptr && shape.members.size() == 1) {
    static const std::string nothing;
    const void* value = only->get(structure);
    append_root(body, root, xml_namespace, *only->shape(), value == nullptr ? &nothing : value);
    return body;
  }
  body.append(xml_prolog).append("<").append(root);
  if (!xml_namespace.empty()) body.append(" xmlns=\"").append(xml_namespace).append("\"");
  body += '>';
  append_body_members(body, shape, structure);
  return body.append("</").append(root).append(">");
}

/// Writes the payload, if `shape` has one. False: it has none.
bool write_payload(const Shape& shape, const void* structure, std::string_view xml_namespace,
                   std::string& body, std::string_view& type) {
  const Member* payload = payload_of(shape);
  if (payload == nullptr) return false;
  const void* value = payload->get(structure);
  if (value == nullptr) return true;
  const Shape& inner = *payload->shape();
  if (inner.kind == Kind::Blob || inner.kind == Kind::String) {
    body = *static_cast<const std::string*>(value);
    return true;
  }
  type = xml_type;
  append_root(body, payload->xml_name, xml_namespace, inner, value);
  return true;
}

/// Reads a body into the members that travel in it. False: it is not what the model says.
bool read_body(const Shape& shape, const std::string& body, void* structure) {
  const Member* payload = payload_of(shape);
  if (payload != nullptr && payload->shape()->kind != Kind::Structure) {
    if (!body.empty() || payload->required)
      *static_cast<std::string*>(payload->emplace(structure)) = body;
    return true;
  }
  if (payload == nullptr && !has_body(shape)) return true;
  if (body.empty()) return payload == nullptr || !payload->required;
  const auto root = parse_xml(body);
  if (!root.has_value()) return false;
  if (payload != nullptr) {
    return read_xml_members(*payload->shape(), *root, payload->emplace(structure)).has_value();
  }
  if (shape.members.size() == 1 && shape.members.front().xml_name == root->name) {
    *static_cast<std::string*>(shape.members.front().emplace(structure)) = root->text;
    return true;
  }
  return read_xml_members(shape, *root, structure).has_value();
}

/// S3 knows no codes of Smithy's.
AwsError in_words_of_s3(AwsError error) {
  if (error.code == "ValidationException" || error.code == "SerializationException") {
    error.code = "InvalidArgument";
  }
  error.http_status = 400;
  return error;
}

class RestXml final : public Codec {
 public:
  Result<shape::AnyValue> read_request(const shape::ServiceModel& service,
                                       const shape::OperationModel& operation,
                                       const HttpRequest& request) const override {
    auto labels = match_uri(path_of(operation.http_path), path_of(request.target));
    auto query = parse_pairs(query_of(request.target));
    if (!labels || !query) {
      return refuse(AwsError{.code = "InvalidURI",
                             .message = "Couldn't parse the specified URI.",
                             .http_status = 400});
    }
    shape::AnyValue input{*operation.input};
    shape::Constraints constraints{&service, shape::Family::Json};
    const Parts parts{*std::move(labels), *std::move(query), request.headers};
    read_parts(*operation.input, parts, input.data(), constraints);
    if (auto refusal = constraints.refusal()) return refuse(in_words_of_s3(*std::move(refusal)));
    if (!read_body(*operation.input, request.body, input.data())) return refuse(malformed_xml());
    return input;
  }

  HttpResponse write_reply(const ReplyContext& context,
                           const shape::AnyValue& output) const override {
    const Shape& shape = output.shape();
    std::string body;
    std::string_view type;
    const std::string_view root = context.operation->result_wrapper;
    if (!write_payload(shape, output.data(), s3_namespace, body, type) && !root.empty()) {
      type = xml_type;
      body = body_of_members(root, s3_namespace, shape, output.data());
    }
    HttpResponse response =
        reply(context, context.operation->http_status, std::string{type}, std::move(body));
    response.headers.add("x-amz-request-id", std::string{context.request_id});
    write_headers(shape, output.data(), response.headers);
    // RFC 9110, section 15.3.7: a part of the whole.
    if (response.headers.contains("Content-Range")) response.status = 206;
    return response;
  }

  HttpResponse write_error(const ReplyContext& context, const AwsError& error) const override {
    return rest_xml_error(error, status_of(context.service, error), context.request_id);
  }

  HttpRequest write_request(const shape::ServiceModel&, const shape::OperationModel& operation,
                            const shape::AnyValue& input) const override {
    HttpRequest request;
    request.method = operation.http_method;
    write_parts(operation.http_path, input.shape(), input.data(), request);
    std::string_view type;
    write_payload(input.shape(), input.data(), s3_namespace, request.body, type);
    if (!type.empty()) request.headers.add("Content-Type", std::string{type});
    return request;
  }

  Result<shape::AnyValue> read_reply(const shape::ServiceModel&,
                                     const shape::OperationModel& operation,
                                     const HttpResponse& response) const override {
    if (response.status >= 300) return refuse(read_xml_error(response));
    shape::AnyValue output{*operation.output};
    shape::Constraints constraints{nullptr, shape::Family::Json};
    read_parts(*operation.output, Parts{{}, {}, response.headers}, output.data(), constraints);
    if (!read_body(*operation.output, response.body, output.data())) {
      return refuse(unreadable(response, "it is not the XML that was expected"));
    }
    return output;
  }

 private:
  static AwsError read_xml_error(const HttpResponse& response) {
    const auto root = parse_xml(response.body);
    const XmlNode* code = root.has_value() ? root->child("Code") : nullptr;
    if (code == nullptr) return unreadable(response, "it names no error");
    AwsError error{.code = code->text,
                   .message = {},
                   .fault = response.status < 500 ? Fault::Sender : Fault::Receiver,
                   .http_status = response.status};
    for (const XmlNode& child : root->children) {
      if (child.name == "Message")
        error.message = child.text;
      else if (child.name != "Code" && child.name != "RequestId")
        error.extra.emplace(child.name, child.text);
    }
    return error;
  }
};

/// How many things of `request` an operation's template and requirements name; nothing when one of
/// them is not there.
struct Fit {
  bool fits = false;
  std::size_t named = 0;
};

Fit fit_of(std::string_view method, std::string_view http_path, const Shape* input,
           const HttpRequest& request, const Pairs& query) {
  const auto has = [&](std::string_view name) { return find_pair(query, name) != nullptr; };
  if (method != request.method) return {};
  if (!match_uri(path_of(http_path), path_of(request.target))) return {};
  std::size_t named = 0;
  const auto wanted = parse_pairs(query_of(http_path)).value_or(Pairs{});
  for (const auto& [name, value] : wanted) {
    const auto found = std::ranges::find(query, name, &Pairs::value_type::first);
    if (found == query.end() || (!value.empty() && found->second != value)) return {};
    // A subresource goes before what operations on the object itself require.
    named += 4;
  }
  if (input == nullptr) return {true, named};
  for (const Member& member : input->members) {
    if (!member.required) continue;
    const bool in_query = member.location == Location::QueryString;
    if (!in_query && member.location != Location::Header) continue;
    if (in_query ? !has(member.json_name) : !request.headers.contains(member.json_name)) return {};
    ++named;
  }
  return {true, named};
}

}  // namespace

std::string_view rest_xml_operation(const shape::ServiceModel& service,
                                    const HttpRequest& request) {
  const auto query = parse_pairs(query_of(request.target));
  if (!query) return {};
  std::string_view found;
  std::size_t most = 0;
  const auto consider = [&](std::string_view name, const Fit& fit) {
    if (!fit.fits || (!found.empty() && fit.named <= most)) return;
    found = name;
    most = fit.named;
  };
  for (const shape::OperationModel& each : service.operations) {
    consider(each.name, fit_of(each.http_method, each.http_path, each.input, request, *query));
  }
  for (const shape::Route& each : service.unavailable_routes) {
    consider(each.name, fit_of(each.http_method, each.http_path, nullptr, request, *query));
  }
  return found;
}

HttpResponse rest_xml_error(const AwsError& error, int status, std::string_view request_id) {
  HttpResponse response;
  response.status = status;
  response.headers.set("x-amz-request-id", std::string{request_id});
  response.headers.set("x-amzn-RequestId", std::string{request_id});
  for (const auto& [name, text] : error.extra) {
    if (name.starts_with(header_prefix)) response.headers.set(name, text);
  }
  // RFC 9110, section 15.4.5: it has no content.
  if (status == 304) return response;
  response.headers.set("Content-Type", xml_type);
  response.body.append(xml_prolog).append("<Error>");
  const auto element = [&](std::string_view name, std::string_view text) {
    response.body.append("<").append(name).append(">");
    append_xml_text(response.body, text);
    response.body.append("</").append(name).append(">");
  };
  element("Code", error.code);
  element("Message", error.message);
  for (const auto& [name, text] : error.extra) {
    if (!name.starts_with(header_prefix)) element(name, text);
  }
  element("RequestId", request_id);
  response.body += "</Error>";
  return response;
}

const Codec& rest_xml_codec() {
  static const RestXml codec;
  return codec;
}

}  // namespace spotdrill::protocol
