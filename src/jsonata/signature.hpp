// Signatures of functions, `<a<n>:n>`: which arguments a function takes, which are taken from the
// context, which are made arrays. What it returns is not checked, as in the reference.
#pragma once

#include <boost/container/small_vector.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "jsonata/error.hpp"
#include "jsonata/value.hpp"

namespace spotdrill::jsonata {

class Evaluation;

class Signature {
 public:
  /// Errors: S0401, S0402, with the offset within `text` as position.
  static Result<Signature, Error> parse(std::string_view text);

  /// Checks and completes `arguments`. Errors: T0410, T0411, T0412.
  Result<void, Failure> validate(Evaluation& evaluation,
                                 boost::container::small_vector<Value, 6>& arguments,
                                 Value context) const;

  std::size_t size() const { return parameters_.size(); }

 private:
  struct Parameter {
    std::uint16_t types = 0;  ///< Bits of the types that it takes.
    bool array = false;
    bool optional = false;
    bool repeated = false;
    bool context = false;  ///< Taken from the context if it is not given.
    std::string subtype;
  };
  using Counts = boost::container::small_vector<std::size_t, 6>;

  bool match(std::string_view types, std::size_t parameter, std::size_t at, std::size_t parameters,
             bool whole, Counts& counts) const;
  std::size_t first_mismatch(std::string_view types) const;

  std::vector<Parameter> parameters_;
};

}  // namespace spotdrill::jsonata
