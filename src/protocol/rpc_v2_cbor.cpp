// Smithy RPC v2 CBOR.
// Source: smithy.io, "Smithy RPC v2 CBOR protocol".
#include "protocol/cbor.hpp"
#include "protocol/codecs.hpp"
#include "protocol/json_walk.hpp"

namespace spotdrill::protocol {
namespace {

constexpr const char* cbor_type = "application/cbor";

class RpcV2Cbor final : public Codec {
 public:
  Result<shape::AnyValue> read_request(const shape::ServiceModel& service,
                                       const shape::OperationModel& operation,
                                       const HttpRequest& request) const override {
    Result<json::value, std::string> body =
        request.body.empty() ? json::value(json::object{}) : parse_cbor(request.body);
    if (!body.has_value()) {
      return refuse(AwsError{.code = "SerializationException",
                             .message = "The request's body is not valid CBOR: " + body.error()});
    }
    shape::AnyValue input{*operation.input};
    shape::Constraints constraints{&service, shape::Family::Json};
    JsonReader{{.raw_blobs = true}, constraints}.read(*operation.input, *body, input.data());
    if (auto refusal = constraints.refusal()) return refuse(*std::move(refusal));
    return input;
  }

  HttpResponse write_reply(const ReplyContext& context,
                           const shape::AnyValue& output) const override {
    // "Responses for operations with no defined output type MUST NOT contain bodies."
    const bool empty = output.shape().members.empty();
    HttpResponse response = reply(context, 200, empty ? "" : cbor_type,
                                  empty ? std::string{} : to_cbor(output.shape(), output.data()));
    response.headers.add("smithy-protocol", "rpc-v2-cbor");
    return response;
  }

  HttpResponse write_error(const ReplyContext& context, const AwsError& error) const override {
    json::object object;
    object.emplace("__type", "com.amazonaws." + std::string{context.service.name} + "#" +
                                 type_name(context.service, error));
    for (auto& entry : error_members(context.service, error)) {
      if (entry.value().is_string()) object.emplace(entry.key(), entry.value());
    }
    HttpResponse response =
        reply(context, status_of(context.service, error), cbor_type, to_cbor(object));
    response.headers.add("smithy-protocol", "rpc-v2-cbor");
    if (context.service.query_compatible) {
      response.headers.add("x-amzn-query-error", query_error_header(context.service, error));
    }
    return response;
  }

  HttpRequest write_request(const shape::ServiceModel& service,
                            const shape::OperationModel& operation,
                            const shape::AnyValue& input) const override {
    HttpRequest request;
    request.target = "/service/" + std::string{service.target_prefix} + "/operation/" +
                     std::string{operation.name};
    request.headers.add("smithy-protocol", "rpc-v2-cbor");
    request.headers.add("Accept", cbor_type);
    if (service.query_compatible) request.headers.add("x-amzn-query-mode", "true");
    // "Requests for operations with no defined input type MUST NOT contain bodies."
    if (input.shape().members.empty()) return request;
    request.headers.add("Content-Type", cbor_type);
    request.body = to_cbor(input.shape(), input.data());
    return request;
  }

  Result<shape::AnyValue> read_reply(const shape::ServiceModel&,
                                     const shape::OperationModel& operation,
                                     const HttpResponse& response) const override {
    Result<json::value, std::string> body =
        response.body.empty() ? json::value(json::object{}) : parse_cbor(response.body);
    if (!body.has_value()) return refuse(unreadable(response, body.error()));
    if (response.status < 300) return read_output(operation, *body, true);
    if (!body->is_object()) return refuse(unreadable(response, "it is no CBOR map"));
    AwsError error = read_error(response, body->get_object());
    if (error.code.empty()) return refuse(unreadable(response, "it names no error"));
    return refuse(std::move(error));
  }
};

}  // namespace

const Codec& rpc_v2_cbor_codec() {
  static const RpcV2Cbor codec;
  return codec;
}

}  // namespace spotdrill::protocol
