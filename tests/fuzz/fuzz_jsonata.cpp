// JSONata: any bytes compile or are refused with a code and a place, and what compiles gives a
// value or fails, within its limits.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "jsonata/jsonata.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  static const json::value document = *parse_json(
      R"({"a":[{"b":1,"c":"x y","d":["x",null]},{"b":2.5,"c":"ä😀","d":[]},3,[4,[5]]],"e":{"1":null},)"
      R"("t":"2017-05-15T15:12:59.152Z"})");
  static const jsonata::Environment environment = [] {
    jsonata::Environment made;
    made.now_milliseconds = 1'500'000'000'000;
    made.limits = {.steps_max = 20'000, .depth_max = 300, .bytes_max = 4 << 20};
    return made;
  }();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto expression = jsonata::Expression::compile(text);
  if (!expression.has_value()) {
    const jsonata::Error& error = expression.error();
    if (error.code.empty() || error.message.empty() || error.position > size) std::abort();
    return 0;
  }
  (void)expression->references();
  const auto value = expression->evaluate(document, environment);
  if (!value.has_value()) {
    if (value.error().code.empty() || value.error().message.empty()) std::abort();
    return 0;
  }
  if (value->has_value() && to_text(**value).empty()) std::abort();
  return 0;
}
