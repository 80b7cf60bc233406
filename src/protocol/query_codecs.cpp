// EC2's query protocol and that of the other query services: forms in, XML out.
// Source: smithy.io, "AWS EC2 query protocol", "AWS query protocol".
#include <fmt/format.h>

#include "protocol/codecs.hpp"
#include "protocol/query.hpp"
#include "protocol/xml.hpp"

namespace spotdrill::protocol {
namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

void append_text_element(std::string& out, std::string_view name, std::string_view text) {
  out.append("<").append(name).append(">");
  append_xml_text(out, text);
  out.append("</").append(name).append(">");
}

/// What a query carries beside the operation's own parameters.
void mark_common_parameters(QueryNode& root) {
  for (auto& [name, node] : root.children) {
    if (name == "Action" || name == "Version" || name == "AWSAccessKeyId" || name == "Signature" ||
        name == "SignatureMethod" || name == "SignatureVersion" || name == "Timestamp" ||
        name == "Expires" || name == "SecurityToken" || name.starts_with("X-Amz-")) {
      node.used = true;
    }
  }
}

class Query : public Codec {
 public:
  Result<shape::AnyValue> read_request(const shape::ServiceModel& service,
                                       const shape::OperationModel& operation,
                                       const HttpRequest& request) const override {
    auto pairs = parse_pairs(query_of(request.target));
    auto form = parse_pairs(request.body);
    if (!pairs || !form) return refuse(malformed_query());
    pairs->insert(pairs->end(), std::make_move_iterator(form->begin()),
                  std::make_move_iterator(form->end()));
    auto tree = to_tree(*std::move(pairs));
    if (!tree) return refuse(malformed_query());

    shape::AnyValue input{*operation.input};
    shape::Constraints constraints{&service, ec2_ ? shape::Family::Ec2 : shape::Family::Query};
    QueryWalker{ec2_}.read(*operation.input, *tree, input.data(), constraints);
    mark_common_parameters(*tree);
    if (ec2_) {
      if (const auto unknown = unused_parameter(*tree)) {
        return refuse(AwsError{
            .code = "UnknownParameter",
            .message = fmt::format("The parameter {} is not recognized", unknown->substr(0, 256))});
      }
    }
    if (auto refusal = constraints.refusal()) return refuse(*std::move(refusal));
    return input;
  }

  HttpRequest write_request(const shape::ServiceModel& service,
                            const shape::OperationModel& operation,
                            const shape::AnyValue& input) const override {
    Pairs pairs = {{"Action", std::string{operation.name}},
                   {"Version", std::string{service.api_version}}};
    QueryWalker{ec2_}.write(*operation.input, input.data(), "", pairs);
    HttpRequest request;
    request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    request.body = to_pairs_text(pairs);
    return request;
  }

  Result<shape::AnyValue> read_reply(const shape::ServiceModel&,
                                     const shape::OperationModel& operation,
                                     const HttpResponse& response) const override {
    Result<XmlNode, std::string> root = parse_xml(response.body);
    if (!root.has_value()) return refuse(unreadable(response, root.error()));
    if (response.status >= 300) return refuse(read_xml_error(response, *root));
    const XmlNode* result = &*root;
    if (!operation.result_wrapper.empty()) {
      result = root->child(operation.result_wrapper);
      if (result == nullptr) return refuse(unreadable(response, "the result is missing"));
    }
    shape::AnyValue output{*operation.output};
    const Result<void, std::string> read =
        read_xml_members(*operation.output, *result, output.data());
    if (!read.has_value()) return refuse(unreadable(response, read.error()));
    return output;
  }

 protected:
  explicit Query(bool ec2) : ec2_(ec2) {}

 private:
  static AwsError read_xml_error(const HttpResponse& response, const XmlNode& root) {
    // <Response><Errors><Error>… or <ErrorResponse><Error>…
    const XmlNode* list = root.child("Errors");
    const XmlNode* node = (list == nullptr ? root : *list).child("Error");
    const XmlNode* code = node == nullptr ? nullptr : node->child("Code");
    if (code == nullptr) return unreadable(response, "it names no error");
    AwsError error{.code = code->text,
                   .fault = response.status < 500 ? Fault::Sender : Fault::Receiver,
                   .http_status = response.status};
    for (const XmlNode& child : node->children) {
      if (child.name == "Message")
        error.message = child.text;
      else if (child.name != "Code" && child.name != "Type")
        error.extra.emplace(child.name, child.text);
    }
    return error;
  }

  bool ec2_;
};

class Ec2Query final : public Query {
 public:
  Ec2Query() : Query(true) {}

  HttpResponse write_reply(const ReplyContext& context,
                           const shape::AnyValue& output) const override {
    std::string body{declaration};
    const std::string_view xmlns = context.service.xml_namespace;
    fmt::format_to(std::back_inserter(body), "<{}Response xmlns=\"{}{}\">", context.operation->name,
                   xmlns, xmlns.ends_with('/') ? "" : "/");
    append_text_element(body, "requestId", context.request_id);
    append_xml_members(body, output.shape(), output.data(), true);
    // Operations without an output of their own say that they succeeded.
    if (output.shape().members.empty()) append_text_element(body, "return", "true");
    fmt::format_to(std::back_inserter(body), "</{}Response>", context.operation->name);
    return reply(context, 200, "text/xml;charset=UTF-8", std::move(body));
  }

  HttpResponse write_error(const ReplyContext& context, const AwsError& error) const override {
    std::string body{declaration};
    body += "<Response><Errors><Error>";
    append_text_element(body, "Code", error.code);
    append_text_element(body, "Message", error.message);
    body += "</Error></Errors>";
    append_text_element(body, "RequestID", context.request_id);
    body += "</Response>";
    return reply(context, status_of(context.service, error), "text/xml;charset=UTF-8",
                 std::move(body));
  }
};

class AwsQuery final : public Query {
 public:
  AwsQuery() : Query(false) {}

  HttpResponse write_reply(const ReplyContext& context,
                           const shape::AnyValue& output) const override {
    std::string body;
    fmt::format_to(std::back_inserter(body), "<{}Response xmlns=\"{}\">", context.operation->name,
                   context.service.xml_namespace);
    if (const std::string_view wrapper = context.operation->result_wrapper; !wrapper.empty()) {
      body.append("<").append(wrapper).append(">");
      append_xml_members(body, output.shape(), output.data(), false);
      body.append("</").append(wrapper).append(">");
    }
    body += "<ResponseMetadata>";
    append_text_element(body, "RequestId", context.request_id);
    fmt::format_to(std::back_inserter(body), "</ResponseMetadata></{}Response>",
                   context.operation->name);
    return reply(context, 200, "text/xml", std::move(body));
  }

  HttpResponse write_error(const ReplyContext& context, const AwsError& error) const override {
    std::string body = fmt::format("<ErrorResponse xmlns=\"{}\"><Error><Type>{}</Type>",
                                   context.service.xml_namespace,
                                   error.fault == Fault::Sender ? "Sender" : "Receiver");
    append_text_element(body, "Code", query_code(context.service, error));
    append_text_element(body, "Message", error.message);
    for (const auto& [name, text] : error.extra) append_text_element(body, name, text);
    body += "</Error>";
    append_text_element(body, "RequestId", context.request_id);
    body += "</ErrorResponse>";
    return reply(context, status_of(context.service, error), "text/xml", std::move(body));
  }
};

}  // namespace

const Codec& ec2_query_codec() {
  static const Ec2Query codec;
  return codec;
}

const Codec& aws_query_codec() {
  static const AwsQuery codec;
  return codec;
}

}  // namespace spotdrill::protocol
