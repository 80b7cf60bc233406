// What an answer of the metadata service costs.
#include <benchmark/benchmark.h>

#include "services/imds/imds.hpp"
#include "world.hpp"

namespace spotdrill {
namespace {

void answer(benchmark::State& state, std::string_view path) {
  bench::StillWorld still;
  imds::Imds imds{still.world,
                  {.role = [](const ec2::Instance&) { return std::string{"job"}; },
                   .credentials = [](const std::string&,
                                     const std::string&) -> std::optional<imds::Credentials> {
                     return imds::Credentials{"ASIA", "secret", "token", {}, Instant{6h}};
                   }}};
  ec2::Instance instance;
  instance.id = "i-0123456789abcdef0";
  const Place place{"123456789012", "us-east-1"};
  protocol::HttpRequest request;
  request.method = "GET";
  request.target = path;
  for (auto _ : state) benchmark::DoNotOptimize(imds.answer(request, instance, place));
}
BENCHMARK_CAPTURE(answer, instance_id, "/latest/meta-data/instance-id");
BENCHMARK_CAPTURE(answer, instance_action, "/latest/meta-data/spot/instance-action");
BENCHMARK_CAPTURE(answer, listing, "/latest/meta-data/");
BENCHMARK_CAPTURE(answer, identity_document, "/latest/dynamic/instance-identity/document");

}  // namespace
}  // namespace spotdrill
