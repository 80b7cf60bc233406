// Paths and queries of REST requests.
#include <cstdint>

#include "api/fis.hpp"
#include "protocol/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  const auto& service = api::fis::service();
  const auto& operation = *shape::find_operation(service, "UntagResource");
  protocol::HttpRequest request;
  request.method = "DELETE";
  request.target = "/tags/";
  request.target.append(reinterpret_cast<const char*>(data), size);
  const auto& codec = protocol::codec(shape::Protocol::RestJson);
  (void)codec.read_request(service, operation, request).has_value();
  return 0;
}
