// XML replies, as our client reads them.
#include <cstdint>

#include "api/ec2.hpp"
#include "protocol/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  if (size == 0) return 0;
  const auto& service = api::ec2::service();
  const auto& operation = *shape::find_operation(service, "DescribeInstances");
  protocol::HttpResponse response;
  response.status = (data[0] & 1U) != 0 ? 200 : 400;
  response.body.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto& codec = protocol::codec(shape::Protocol::Ec2Query);
  (void)codec.read_reply(service, operation, response).has_value();
  return 0;
}
