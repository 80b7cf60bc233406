// JSONPaths: whatever is read as one finds something or nothing in bounded time, and what a
// definite one finds is what it points to.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "asl/bounds.hpp"
#include "asl/jsonpath/path.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  static const json::value document = *parse_json(
      R"({"a":[{"b":1,"c":"x","d":["x",null]},{"b":2.5,"c":"y","d":[]},3,[4,[5]]],"e":{"f":null}})");
  const auto path = asl::Path::parse({reinterpret_cast<const char*>(data), size});
  if (!path.has_value()) {
    if (path.error().empty()) std::abort();
    return 0;
  }
  const auto value = path->read(document);
  const json::value* found = path->find(document);
  if (path->definite() && value.has_value() != (found != nullptr)) std::abort();
  if (found != nullptr && *found != *value) std::abort();
  if (!path->reference()) return 0;
  json::value written = document;
  if (!path->write(written, "v").has_value()) return 0;
  if (asl::too_deep(written) || *path->find(written) != "v") std::abort();
  return 0;
}
