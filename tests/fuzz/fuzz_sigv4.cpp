// Authorization headers and presigned URLs: nothing that was not signed is ever accepted.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "wire/sigv4.hpp"

namespace {

class OneKey final : public spotdrill::wire::CredentialSource {
 public:
  [[nodiscard]] std::optional<spotdrill::wire::Credential> find(std::string_view) const override {
    return spotdrill::wire::Credential{.access_key_id = "A", .secret_access_key = "S"};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  const std::string text{reinterpret_cast<const char*>(data), size};
  const std::size_t middle = text.find('\n');
  protocol::HttpRequest request;
  request.headers = {{"Host", "h"}, {"X-Amz-Date", "20260101T000000Z"}};
  request.headers.add("Authorization", text.substr(0, middle));
  if (middle != std::string::npos) request.target = text.substr(middle + 1);
  (void)wire::claimed_scope(request);
  if (wire::verify(request, OneKey{}, {}).has_value()) std::abort();
  return 0;
}
