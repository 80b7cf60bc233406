// What the codecs cost: the same metrics in by each protocol, a hundred instances out as XML.
#include <benchmark/benchmark.h>

#include "api/cloudwatch.hpp"
#include "api/ec2.hpp"
#include "protocol/codec.hpp"

namespace spotdrill {
namespace {

void read_put_metric_data(benchmark::State& state, shape::Protocol protocol) {
  const shape::ServiceModel& service = api::cloudwatch::service();
  const shape::OperationModel& operation = *shape::find_operation(service, "PutMetricData");
  api::cloudwatch::PutMetricDataInput input;
  input.namespace_ = "fisworkshop";
  for (int i = 0; i < 20; ++i) {
    api::cloudwatch::MetricDatum datum;
    datum.metric_name = "unsaved";
    datum.value = i;
    datum.unit = "Percent";
    datum.timestamp = Instant{1'700'000'000s};
    input.metric_data.push_back(std::move(datum));
  }
  const protocol::Codec& codec = protocol::codec(protocol);
  const protocol::HttpRequest request = codec.write_request(
      service, operation, shape::AnyValue::of<api::cloudwatch::PutMetricDataInput>(input));
  for (auto _ : state) {
    const auto value = codec.read_request(service, operation, request);
    if (!value.has_value()) state.SkipWithError(value.error().message.c_str());
    benchmark::DoNotOptimize(value);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * request.body.size()));
}
BENCHMARK_CAPTURE(read_put_metric_data, query, shape::Protocol::AwsQuery);
BENCHMARK_CAPTURE(read_put_metric_data, json, shape::Protocol::Json10);
BENCHMARK_CAPTURE(read_put_metric_data, cbor, shape::Protocol::RpcV2Cbor);

void write_hundred_instances(benchmark::State& state) {
  const shape::ServiceModel& service = api::ec2::service();
  const shape::OperationModel& operation = *shape::find_operation(service, "DescribeInstances");
  api::ec2::DescribeInstancesResult result;
  for (int i = 0; i < 100; ++i) {
    api::ec2::Instance instance;
    instance.instance_id = "i-0123456789abcdef0";
    instance.instance_type = "t3.small";
    instance.launch_time = Instant{1'700'000'000s};
    instance.tags.push_back({"Name", "job <1>"});
    result.reservations.emplace_back().instances.push_back(std::move(instance));
  }
  const auto output = shape::AnyValue::of(std::move(result));
  const protocol::ReplyContext context{service, &operation, "request"};
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        protocol::codec(shape::Protocol::Ec2Query).write_reply(context, output));
  }
}
BENCHMARK(write_hundred_instances)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace spotdrill
