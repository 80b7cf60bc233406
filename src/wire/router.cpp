#include "wire/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "engine/world.hpp"
#include "protocol/codec.hpp"
#include "protocol/gzip.hpp"
#include "protocol/query.hpp"
#include "protocol/rest_xml.hpp"
#include "wire/forwarding.hpp"
#include "wire/http_status.hpp"
#include "wire/object_body.hpp"
#include "wire/routing.hpp"
#include "wire/s3_request.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {

using protocol::HttpRequest;
using protocol::HttpResponse;
using shape::Protocol;
using shape::ServiceModel;

namespace {

/// Stands for a service that we do not have, so that a codec can write the refusal.
const ServiceModel& no_service() {
  static constexpr ServiceModel model{.name = "spotdrill"};
  return model;
}

/// One request on its way.
struct Call {
  const ServiceModel* model = &no_service();
  const shape::OperationModel* operation = nullptr;
  Protocol protocol = Protocol::AwsQuery;
  std::string request_id;
  Router::Answer answer;
  std::optional<Credential> caller;
  std::string region;
  std::string name;  ///< The operation's, as the request has it.
  std::function<void(const Answered&)> answered;
  std::shared_ptr<LongReply> reply;

  [[nodiscard]] protocol::ReplyContext reply_context() const {
    return {*model, operation, request_id};
  }

  void send(HttpResponse response) const {
    response.headers.set("Server", "spotdrill");
    answer(std::move(response));
  }

  [[nodiscard]] Context context(std::shared_ptr<protocol::StoredBody> body) const {
    return {.account = caller->account,
            .region = region,
            .caller_arn = caller->arn,
            .caller_id = caller->user_id,
            .access_key_id = caller->access_key_id,
            .request_id = request_id,
            .source = "http",
            .body = std::move(body),
            .reply = reply};
  }

  void note(std::string_view code) const {
    if (!answered || !caller || shape::find_operation(*model, name) == nullptr) return;
    answered({*caller, region, model->name, name, code});
  }

  void send_error(const AwsError& error) const {
    note(error.code);
    send(protocol::codec(protocol).write_error(reply_context(), error));
  }

  void send_outcome(const Outcome& outcome) const {
    if (!outcome.has_value()) return send_error(outcome.error());
    note({});
    HttpResponse response = protocol::codec(protocol).write_reply(reply_context(), *outcome);
    if (reply) response.source = std::move(reply->body);
    send(std::move(response));
  }
};

AwsError unknown_service(const Dispatcher& dispatcher, const std::string& wanted) {
  std::string known;
  for (const auto& [name, service] : dispatcher.services()) {
    known += (known.empty() ? "" : ", ") + name;
  }
  const std::string what =
      wanted.empty() ? "The request names no service."
                     : fmt::format("spotdrill has no service '{}'.", wanted.substr(0, 128));
  return {.code = "UnknownService",
          .message = fmt::format("{} It has: {}.", what, known),
          .http_status = bad_request};
}

ErrorFamily family_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::Ec2Query:
      return ErrorFamily::Ec2;
    case Protocol::AwsQuery:
      return ErrorFamily::Query;
    case Protocol::RestXml:
      return ErrorFamily::S3;
    default:
      return ErrorFamily::Json;
  }
}

AwsError unknown_operation(const ServiceModel& model, Protocol protocol, const std::string& name,
                           const HttpRequest& request) {
  switch (protocol) {
    case Protocol::Ec2Query:
      if (name.empty()) {
        return {.code = "MissingAction",
                .message = "The request is missing an action or a required parameter.",
                .http_status = bad_request};
      }
      return {.code = "InvalidAction",
              .message = fmt::format("The action {} is not valid for this web service.", name),
              .http_status = bad_request};
    case Protocol::AwsQuery:
      return {.code = name.empty() ? "MissingAction" : "InvalidAction",
              .message = fmt::format("Could not find operation {} for version {}",
                                     name.empty() ? "(none)" : name, model.api_version),
              .http_status = bad_request};
    case Protocol::RestJson:
      return {.code = "UnknownOperationException",
              .message =
                  fmt::format("No operation of '{}' has the method {} and the path {}.", model.name,
                              request.method, protocol::path_of(request.target).substr(0, 256)),
              .http_status = not_found};
    case Protocol::RestXml:
      return {.code = "MethodNotAllowed",
              .message = "The specified method is not allowed against this resource.",
              .http_status = method_not_allowed};
    default:
      break;
  }
  return {.code = "UnknownOperationException",
          .message = fmt::format("The service '{}' has no operation '{}'.", model.name, name),
          .http_status = protocol == Protocol::RpcV2Cbor ? not_found : bad_request};
}

/// Whether nobody signs such a request: it asks for the key. Source: "noAuth" in STS's model.
bool comes_unsigned(const ServiceModel& model, std::string_view name) {
  return model.name == "sts" && name == "AssumeRoleWithWebIdentity";
}

/// What a client may have called an operation, as the journal keeps it. Units: bytes.
constexpr std::size_t unserved_bytes_max = 128;

/// No version of EC2's API is older: the service began in that year.
constexpr std::string_view ec2_version_first = "2006-01-01";

/// What is wrong with the query itself, before anybody asks what it is for.
// DEVIATION: EC2 answers each of its versions in the words of that version; here every date
// from the first to the newest is taken as the newest.
std::optional<AwsError> query_fault(const ServiceModel& model, Protocol protocol,
                                    const Hints& hints) {
  if (protocol != Protocol::Ec2Query && protocol != Protocol::AwsQuery) return std::nullopt;
  if (hints.malformed_query) return protocol::malformed_query();
  if (protocol != Protocol::Ec2Query || hints.version.empty()) return std::nullopt;
  const bool dated = hints.version.size() == ec2_version_first.size() &&
                     hints.version >= ec2_version_first && hints.version <= model.api_version;
  if (dated) return std::nullopt;
  // The wording is AWS's. Source: github.com/ansible/ansible/issues/37267.
  return AwsError{.code = "NoSuchVersion",
                  .message = fmt::format("The requested version ({}) of service AmazonEC2 does not "
                                         "exist",
                                         hints.version),
                  .http_status = bad_request};
}

/// Services of the REST XML protocol, by their signing names. Their clients read XML only.
bool wants_xml(std::string_view service) {
  return service.starts_with("s3") || service == "cloudfront" || service == "route53";
}

/// What a client speaks whose service is not here, so that it can read the refusal.
Protocol protocol_of_nobody(std::string_view wanted, const Hints& hints) {
  if (wants_xml(wanted)) return Protocol::RestXml;
  if (hints.cbor) return Protocol::RpcV2Cbor;
  if (hints.json) return Protocol::Json11;
  return hints.form ? Protocol::AwsQuery : Protocol::RestJson;
}

/// The body of an object may have come after its head was judged.
Result<Credential, SignatureProblem> judge_caller(const HttpRequest& request,
                                                  const CredentialSource& credentials,
                                                  const VerifyOptions& options) {
  const ObjectBody* stored = object_body(request);
  if (stored == nullptr || !stored->caller) return verify(request, credentials, options);
  if (stored->caller->has_value()) TRY(check_payload(request, stored->sha256));
  return *stored->caller;
}

/// Unpacks what can be before it is known who sent it. An object's body is nobody's to look into.
std::optional<AwsError> unpack(HttpRequest& request) {
  if (!is_for_s3(request, claimed_scope(request))) return protocol::decode_body(request);
  to_path_style(request);
  return std::nullopt;
}

/// AWS has it and we do not. A sender's fault by its status, so that no SDK tries again.
AwsError not_implemented(const ServiceModel& model, std::string_view name) {
  return {.code = "NotImplemented",
          .message = fmt::format("spotdrill does not have the operation {}:{}.", model.name, name),
          .http_status = bad_request};
}

std::optional<AwsError> injected_error(const RouterOptions& options, const Call& call) {
  if (!options.injected_error) return std::nullopt;
  return options.injected_error(*call.caller, call.region, call.model->name, call.name);
}

/// The code that a reply of another server refuses with; empty: it does not refuse.
std::string code_of(const Call& call, const HttpResponse& response) {
  if (response.status < bad_request || call.operation == nullptr) return {};
  const auto read =
      protocol::codec(call.protocol).read_reply(*call.model, *call.operation, response);
  return read.has_value() ? std::string{} : read.error().code;
}

void pass_on(Forwarding& forwarding, Call call, HttpRequest request) {
  ForwardedCall forwarded{.service = *call.model,
                          .operation = call.operation,
                          .protocol = call.protocol,
                          .request = std::move(request),
                          .region = call.region,
                          .request_id = call.request_id,
                          .caller_arn = call.caller->arn};
  forwarding.pass_on(std::move(forwarded), [call = std::move(call)](HttpResponse response) {
    call.note(code_of(call, response));
    call.answer(std::move(response));
  });
}

/// Who calls when nobody has to prove it.
Credential assumed_caller(const CredentialSource& credentials, const Hints& hints,
                          const std::string& account) {
  const std::string key = hints.scope ? hints.scope->access_key_id : std::string{};
  if (auto known = credentials.find(key)) return *std::move(known);
  return {.access_key_id = key,
          .secret_access_key = {},
          .session_token = {},
          .account = account,
          .arn = root_arn(account),
          .user_id = account,
          .expires = {}};
}

}  // namespace

Router::Router(const Dispatcher& dispatcher, const CredentialSource& credentials,
               const Clock& clock, IdSource& ids, RouterOptions options)
    : dispatcher_(dispatcher),
      credentials_(credentials),
      clock_(clock),
      ids_(ids),
      options_(std::move(options)) {}

Result<Credential> Router::caller_of(const HttpRequest& request, const Hints& hints,
                                     Protocol protocol) const {
  if (!options_.auth_required) return assumed_caller(credentials_, hints, options_.account);
  const Instant drill_now = clock_.now();
  const VerifyOptions options{.drill_now = drill_now,
                              .real_now = options_.real_now ? options_.real_now() : drill_now};
  auto verified = judge_caller(request, credentials_, options);
  if (verified.has_value() && !is_region(hints.scope->region)) {
    verified = refuse(SignatureProblem{SignatureFault::Mismatch,
                                       "Credential should be scoped to a valid region. "});
  }
  if (verified.has_value()) return std::move(verified).value();
  AwsError error = signature_error(verified.error(), family_of(protocol));
  // REST services answer 403 where the other JSON services answer 400.
  if (protocol == Protocol::RestJson) error.http_status = forbidden;
  return refuse(std::move(error));
}

std::string Router::region_of(const Hints& hints) const {
  if (hints.scope && is_region(hints.scope->region)) return hints.scope->region;
  return hints.host_region.empty() ? options_.default_region : hints.host_region;
}

void Router::tell_unserved(const HttpRequest& request, const Hints& hints, std::string_view service,
                           bool service_known, const std::string& from) const {
  if (!options_.unserved) return;
  Unserved told{.from = from, .service = std::string{service}, .service_known = service_known};
  if (hints.scope) {
    if (const auto key = credentials_.find(hints.scope->access_key_id)) told.caller_arn = key->arn;
  }
  for (const std::string* name : {&hints.target_operation, &hints.cbor_operation, &hints.action}) {
    if (told.operation.empty()) told.operation = name->substr(0, unserved_bytes_max);
  }
  if (told.operation.empty()) {
    const std::string_view path = protocol::path_of(request.target);
    told.operation =
        fmt::format("{} {}{}", request.method,
                    service_known ? std::string_view{} : request.headers.get("Host"), path)
            .substr(0, unserved_bytes_max);
  }
  options_.unserved(told);
}

void Router::handle(HttpRequest request, Answer answer, std::string from) const {
  Call call;
  call.request_id = ids_.uuid();
  call.answer = std::move(answer);
  call.answered = options_.answered;

  // Signatures cover the body as it travelled; everything else wants it unpacked.
  HttpRequest unpacked = request;
  std::optional<AwsError> encoding_error = unpack(unpacked);
  const Hints hints = read_hints(unpacked);

  std::string wanted;
  const Service* service = find_service(dispatcher_, unpacked, hints, wanted);
  if (service == nullptr) {
    const bool unread = wanted.empty() && hints.form && hints.malformed_query;
    const AwsError error =
        unread ? protocol::malformed_query() : unknown_service(dispatcher_, wanted);
    if (!unread) tell_unserved(request, hints, wanted, false, from);
    call.protocol = protocol_of_nobody(wanted, hints);
    return call.send_error(error);
  }
  call.model = service->model;
  const auto spoken = find_protocol(*call.model, hints);
  call.protocol = spoken.value_or(call.model->protocols.front());
  call.region = region_of(hints);
  if (spoken) call.name = find_operation_name(*call.model, call.protocol, unpacked, hints);

  Result<Credential> caller = Credential{.account = options_.account};
  if (hints.scope || !comes_unsigned(*call.model, call.name)) {
    caller = caller_of(request, hints, call.protocol);
  }
  if (!caller.has_value()) {
    // A key that has expired is still somebody's.
    if (hints.scope) call.caller = credentials_.find(hints.scope->access_key_id);
    return call.send_error(caller.error());
  }
  call.caller = *std::move(caller);
  if (hints.for_s3) {
    encoding_error = unpack_object(unpacked, options_.auth_required ? &*call.caller : nullptr);
  }
  if (encoding_error) return call.send_error(*encoding_error);
  if (const auto fault = query_fault(*call.model, call.protocol, hints)) {
    return call.send_error(*fault);
  }

  call.operation = shape::find_operation(*call.model, call.name);
  if (options_.forwarding != nullptr && options_.forwarding->takes(call.model->name)) {
    if (const auto injected = injected_error(options_, call)) return call.send_error(*injected);
    return pass_on(*options_.forwarding, std::move(call), std::move(unpacked));
  }
  const Operation* operation = find_operation(*service, call.name);
  if (operation == nullptr) {
    const bool known =
        call.operation != nullptr || std::ranges::binary_search(call.model->unavailable, call.name);
    tell_unserved(request, hints, call.model->name, true, from);
    return call.send_error(
        known ? not_implemented(*call.model, call.name)
              : unknown_operation(*call.model, call.protocol, call.name, unpacked));
  }
  if (const auto injected = injected_error(options_, call)) return call.send_error(*injected);
  if (call.model->name == "sqs") add_queue_url(unpacked, hints);
  auto input = protocol::codec(call.protocol).read_request(*call.model, *call.operation, unpacked);
  if (!input.has_value()) return call.send_error(input.error());

  if (hints.for_s3) call.reply = std::make_shared<LongReply>();
  const Context context = call.context(std::move(unpacked.stored));
  dispatcher_.call(*service, *operation, context, *input,
                   [call = std::move(call)](Outcome outcome) { call.send_outcome(outcome); });
}

}  // namespace spotdrill::wire
