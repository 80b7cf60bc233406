#include "client/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <thread>

#include "protocol/codec.hpp"

namespace spotdrill::client {

namespace {

/// "https://ec2.us-east-1.amazonaws.com", or the endpoint that replaces all of them.
std::string base_of(const Options& options, const shape::ServiceModel& service) {
  if (!options.endpoint.empty()) {
    std::string base = options.endpoint;
    while (base.ends_with('/')) base.pop_back();
    return base;
  }
  if (service.name == "iam") return "https://iam.amazonaws.com";
  return fmt::format("https://{}.{}.amazonaws.com", service.endpoint_prefix, options.region);
}

std::string host_of(std::string_view base) {
  return std::string{base.substr(base.find("://") + 3)};
}

/// Gives every idempotency token that the caller left out.
void fill_tokens(shape::AnyValue& input) {
  for (const shape::Member& member : input.shape().members) {
    if (!member.idempotency_token) continue;
    const void* present = member.get(input.data());
    if (present != nullptr && !static_cast<const std::string*>(present)->empty()) continue;
    *static_cast<std::string*>(member.emplace(input.data())) = make_token();
  }
}

/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior".
bool is_transient(const AwsError& error, int http_status) {
  constexpr std::array<std::string_view, 12> codes{"Throttling",
                                                   "ThrottlingException",
                                                   "ThrottledException",
                                                   "RequestThrottledException",
                                                   "RequestThrottled",
                                                   "TooManyRequestsException",
                                                   "RequestLimitExceeded",
                                                   "BandwidthLimitExceeded",
                                                   "PriorRequestNotComplete",
                                                   "TransactionInProgressException",
                                                   "RequestTimeout",
                                                   "RequestTimeoutException"};
  if (http_status == 500 || http_status == 502 || http_status == 503 || http_status == 504) {
    return true;
  }
  return std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

void back_off(int attempt) {
  thread_local std::minstd_rand random{std::random_device{}()};
  // "rand(0, 1) * min(20 seconds, 2^i)"; a first wait of up to 100 ms does for a local endpoint.
  const int ceiling_ms = std::min(20'000, 100 << attempt);
  std::this_thread::sleep_for(
      std::chrono::milliseconds{std::uniform_int_distribution<int>{1, ceiling_ms}(random)});
}

}  // namespace

std::string make_token() {
  std::random_device random;
  std::array<std::uint32_t, 4> words{random(), random(), random(), random()};
  words[1] = (words[1] & 0xffff0fffU) | 0x00004000U;
  words[2] = (words[2] & 0x3fffffffU) | 0x80000000U;
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", words[0], words[1] >> 16,
                     words[1] & 0xffffU, words[2] >> 16, words[2] & 0xffffU, words[3]);
}

std::string to_text(std::string_view operation, const CallError& error) {
  if (error.code.empty()) return fmt::format("{}: {}", operation, error.message);
  return fmt::format("{}: {}: {}", operation, error.code, error.message);
}

Client::Client(Options options, std::unique_ptr<Transport> transport)
    : options_(std::move(options)), transport_(std::move(transport)) {}

Result<protocol::HttpResponse, std::string> Client::send(
    const shape::ServiceModel& service, const protocol::HttpRequest& unsigned_request) {
  const std::string base = base_of(options_, service);
  protocol::HttpRequest request = unsigned_request;
  request.headers.set("Host", host_of(base));
  // IAM is signed for us-east-1 wherever the caller is.
  // One type on both sides: a conditional of a literal and a string would make a temporary.
  const std::string_view region =
      service.name == "iam" ? std::string_view{"us-east-1"} : std::string_view{options_.region};
  const Instant now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  sign(request, options_.credentials, region, service.signing_name, now);
  return transport_->perform(base, request);
}

Result<shape::AnyValue, CallError> Client::call_any(const shape::ServiceModel& service,
                                                    std::string_view operation,
                                                    shape::AnyValue input) {
  const shape::OperationModel* model = shape::find_operation(service, operation);
  if (model == nullptr) {
    return refuse(CallError{.message = fmt::format("{} has no such operation", service.name)});
  }
  fill_tokens(input);
  const protocol::Codec& codec = protocol::codec(service.protocols.front());
  const protocol::HttpRequest request = codec.write_request(service, *model, input);
  CallError last;
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    if (attempt > 0) back_off(attempt);
    const Result<protocol::HttpResponse, std::string> response = send(service, request);
    if (!response) {
      last = {.message = response.error()};
      continue;
    }
    Result<shape::AnyValue> output = codec.read_reply(service, *model, *response);
    if (output) return std::move(*output);
    last = {output.error().code, output.error().message, response->status};
    if (!is_transient(output.error(), response->status)) break;
  }
  return refuse(std::move(last));
}

Result<protocol::HttpResponse, std::string> Client::get(const std::string& target) {
  if (options_.endpoint.empty()) return refuse(std::string{"AWS has no such thing"});
  std::string base = options_.endpoint;
  while (base.ends_with('/')) base.pop_back();
  protocol::HttpRequest request{.method = "GET", .target = target};
  request.headers.set("Host", host_of(base));
  if (!options_.admin_token.empty()) {
    request.headers.set("Authorization", "Bearer " + options_.admin_token);
  }
  return transport_->perform(base, request);
}

}  // namespace spotdrill::client
