// Calls of intrinsic functions: whatever is read as one gives a value that can be written and read
// again, or says why not.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "asl/expression.hpp"
#include "asl/payload.hpp"

namespace {

using namespace spotdrill;

class OneScope final : public asl::Scope {
 public:
  [[nodiscard]] const json::value& root() const override { return input_; }
  [[nodiscard]] const json::value& context() const override { return input_; }
  [[nodiscard]] const json::value* variable(std::string_view name) const override {
    return name == "v" ? &input_ : nullptr;
  }
  [[nodiscard]] Random& random() const override { return random_; }

 private:
  json::value input_ = *parse_json(R"({"a":[1,"x,y",{"b":[]},2.5],"o":{"p":null},"t":"{} \\"})");
  mutable Random random_{1};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const OneScope scope;
  const auto expression = asl::Expression::parse({reinterpret_cast<const char*>(data), size});
  if (!expression.has_value()) {
    if (expression.error().empty()) std::abort();
    return 0;
  }
  (void)expression->variables();
  const auto value = expression->evaluate(scope);
  if (!value.has_value()) {
    if (value.error().error.empty() || value.error().cause.empty()) std::abort();
    return 0;
  }
  // What is no UTF-8 comes from JSON only here, where the expression is any bytes.
  const auto read_again = parse_json(asl::write_json(*value));
  if (read_again.has_value() && asl::write_json(*read_again) != asl::write_json(*value)) {
    std::abort();
  }
  return 0;
}
