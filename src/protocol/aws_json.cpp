// AWS JSON 1.0 and 1.1.
// Source: smithy.io, "AWS JSON 1.0 protocol", "AWS JSON 1.1 protocol".
#include "protocol/codecs.hpp"
#include "protocol/json_walk.hpp"

namespace spotdrill::protocol {
namespace {

class AwsJson final : public Codec {
 public:
  explicit AwsJson(std::string_view content_type) : content_type_(content_type) {}

  Result<shape::AnyValue> read_request(const shape::ServiceModel& service,
                                       const shape::OperationModel& operation,
                                       const HttpRequest& request) const override {
    const json::value body = TRY(read_json_body(request));
    shape::AnyValue input{*operation.input};
    shape::Constraints constraints{&service, shape::Family::Json};
    JsonReader{{}, constraints}.read(*operation.input, body, input.data());
    if (auto refusal = constraints.refusal()) return refuse(*std::move(refusal));
    return input;
  }

  HttpResponse write_reply(const ReplyContext& context,
                           const shape::AnyValue& output) const override {
    std::string body;
    append_json(body, to_json_value(output.shape(), output.data(), {}));
    return reply(context, 200, content_type_, std::move(body));
  }

  HttpResponse write_error(const ReplyContext& context, const AwsError& error) const override {
    json::object object;
    object.emplace("__type", type_name(context.service, error));
    for (auto& entry : error_members(context.service, error)) {
      object.emplace(entry.key(), entry.value());
    }
    std::string body;
    append_json(body, object);
    HttpResponse response =
        reply(context, status_of(context.service, error), content_type_, std::move(body));
    if (context.service.query_compatible) {
      response.headers.add("x-amzn-query-error", query_error_header(context.service, error));
    }
    return response;
  }

  HttpRequest write_request(const shape::ServiceModel& service,
                            const shape::OperationModel& operation,
                            const shape::AnyValue& input) const override {
    HttpRequest request;
    request.headers.add("Content-Type", content_type_);
    request.headers.add("X-Amz-Target",
                        std::string{service.target_prefix} + "." + std::string{operation.name});
    if (service.query_compatible) request.headers.add("x-amzn-query-mode", "true");
    append_json(request.body, to_json_value(input.shape(), input.data(), {}));
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

 private:
  std::string content_type_;
};

}  // namespace

const Codec& aws_json_codec(bool json11) {
  static const AwsJson json_10{"application/x-amz-json-1.0"};
  static const AwsJson json_11{"application/x-amz-json-1.1"};
  return json11 ? json_11 : json_10;
}

}  // namespace spotdrill::protocol
