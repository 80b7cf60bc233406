// What a request costs between socket and socket: signature, routing, parsing, handler, reply.
#include <benchmark/benchmark.h>

#include "api/ssm.hpp"
#include "services/ssm/operations.hpp"
#include "wire/router.hpp"
#include "wire/sigv4.hpp"
#include "world.hpp"

namespace spotdrill {
namespace {

class OneKey final : public wire::CredentialSource {
 public:
  [[nodiscard]] std::optional<wire::Credential> find(std::string_view) const override {
    return credential;
  }
  wire::Credential credential{.access_key_id = "AKIDEXAMPLE",
                              .secret_access_key = "secret",
                              .session_token = {},
                              .account = "123456789012",
                              .arn = "arn:aws:iam::123456789012:root",
                              .user_id = "123456789012",
                              .expires = {}};
};

void get_parameter(benchmark::State& state) {
  const bool signed_requests = state.range(0) != 0;
  bench::StillWorld still;
  wire::Regional<ssm::Ssm> regions{[&](const std::string& region) {
    return std::make_unique<ssm::Ssm>(still.world, Place{"123456789012", region});
  }};
  wire::Dispatcher dispatcher;
  dispatcher.add(ssm::service(regions));
  const OneKey keys;
  wire::RouterOptions options;
  options.auth_required = signed_requests;
  options.real_now = [&] { return still.time.now(); };
  const wire::Router router{dispatcher, keys, still.time, still.ids, options};

  const auto ask = [&](std::string_view operation, std::string body) {
    protocol::HttpRequest request;
    request.headers = {{"Host", "ssm.us-east-1.amazonaws.com"},
                       {"Content-Type", "application/x-amz-json-1.1"},
                       {"X-Amz-Target", "AmazonSSM." + std::string{operation}}};
    request.body = std::move(body);
    wire::sign(request, keys.credential, "us-east-1", "ssm", still.time.now());
    return request;
  };
  router.handle(ask("PutParameter", R"({"Name":"p","Value":"v","Type":"String"})"), [](auto) {});
  const auto request = ask("GetParameter", R"({"Name":"p","WithDecryption":true})");
  for (auto _ : state) {
    router.handle(request, [&](const protocol::HttpResponse& response) {
      if (response.status != 200) state.SkipWithError(response.body.c_str());
    });
  }
}
BENCHMARK(get_parameter)->ArgName("signed")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace spotdrill
