// Query strings, EC2's way and the query services': what is read is written and read again.
#include <cstdint>
#include <cstdlib>

#include "api/cloudwatch.hpp"
#include "api/ec2.hpp"
#include "protocol/codec.hpp"

namespace {

using namespace spotdrill;

void run(const shape::ServiceModel& service, const char* name, shape::Protocol protocol,
         const protocol::HttpRequest& request) {
  const auto& operation = *shape::find_operation(service, name);
  const auto& codec = protocol::codec(protocol);
  const auto input = codec.read_request(service, operation, request);
  if (!input.has_value()) return;
  const auto written = codec.write_request(service, operation, *input);
  if (!codec.read_request(service, operation, written).has_value()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  protocol::HttpRequest request;
  request.body.assign(reinterpret_cast<const char*>(data), size);
  run(api::ec2::service(), "DescribeInstances", shape::Protocol::Ec2Query, request);
  run(api::cloudwatch::service(), "ListMetrics", shape::Protocol::AwsQuery, request);
  return 0;
}
