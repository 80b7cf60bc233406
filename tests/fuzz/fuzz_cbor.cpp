// CBOR bodies: what is read by shape is written and read again as the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "api/cloudwatch.hpp"
#include "protocol/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  const auto& service = api::cloudwatch::service();
  const auto& operation = *shape::find_operation(service, "PutMetricData");
  const auto& codec = protocol::codec(shape::Protocol::RpcV2Cbor);
  protocol::HttpRequest request;
  request.body.assign(reinterpret_cast<const char*>(data), size);
  const auto input = codec.read_request(service, operation, request);
  if (!input.has_value()) return 0;
  const auto written = codec.write_request(service, operation, *input);
  if (!codec.read_request(service, operation, written).has_value()) std::abort();
  return 0;
}
