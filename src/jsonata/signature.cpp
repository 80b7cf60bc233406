#include "jsonata/signature.hpp"

#include <algorithm>
#include <numeric>

#include "jsonata/evaluation.hpp"

namespace spotdrill::jsonata {

namespace {

// m is for what is missing.
constexpr std::string_view type_letters = "asnblfom";

std::uint16_t type_bit(char letter) {
  const std::size_t place = type_letters.find(letter);
  return place == type_letters.npos ? std::uint16_t{0} : static_cast<std::uint16_t>(1u << place);
}

std::uint16_t type_bits(std::string_view letters) {
  unsigned bits = 0;
  for (const char letter : letters) bits |= type_bit(letter);
  return static_cast<std::uint16_t>(bits);
}

char type_letter(Value value) {
  switch (value.kind()) {
    case Kind::Undefined:
      return 'm';
    case Kind::Null:
      return 'l';
    case Kind::Boolean:
      return 'b';
    case Kind::Number:
      return 'n';
    case Kind::String:
      return 's';
    case Kind::InputArray:
    case Kind::List:
      return 'a';
    case Kind::Function:
      return 'f';
    default:
      return 'o';
  }
}

std::string_view plural_of(std::string_view subtype) {
  if (subtype == "a") return "arrays";
  if (subtype == "b") return "booleans";
  if (subtype == "f") return "functions";
  if (subtype == "n") return "numbers";
  if (subtype == "o") return "objects";
  return subtype == "s" ? "strings" : "";
}

/// Where what opens at `start` is closed, or the end.
std::size_t closing(std::string_view text, std::size_t start, char open, char close) {
  int depth = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i;
  }
  return text.size();
}

}  // namespace

Result<Signature, Error> Signature::parse(std::string_view text) {
  Signature signature;
  auto& parameters = signature.parameters_;
  for (std::size_t at = 1; at < text.size() && text[at] != ':'; ++at) {
    const char c = text[at];
    switch (c) {
      case 's':
      case 'n':
      case 'b':
      case 'l':
      case 'o':
        parameters.push_back({.types = static_cast<std::uint16_t>(type_bit(c) | type_bit('m'))});
        break;
      case 'a':
        parameters.push_back({.types = type_bits(type_letters), .array = true});
        break;
      case 'f':
        parameters.push_back({.types = type_bit('f')});
        break;
      case 'j':
        parameters.push_back({.types = type_bits("asnblom")});
        break;
      case 'x':
        parameters.push_back({.types = type_bits(type_letters)});
        break;
      case '-':
      case '?':
      case '+':
        if (parameters.empty()) break;
        parameters.back().context = parameters.back().context || c == '-';
        parameters.back().optional = parameters.back().optional || c != '+';
        parameters.back().repeated = parameters.back().repeated || c == '+';
        break;
      case '(': {
        const std::size_t end = closing(text, at, '(', ')');
        const std::string_view choice = text.substr(at + 1, end - at - 1);
        if (choice.find('<') != choice.npos) {
          return refuse(syntax_error("S0402", at, {}, quoted(choice)));
        }
        parameters.push_back(
            {.types = static_cast<std::uint16_t>(type_bits(choice) | type_bit('m'))});
        at = end;
        break;
      }
      case '<': {
        const bool takes_type = !parameters.empty() && (parameters.back().array ||
                                                        parameters.back().types == type_bit('f'));
        if (!takes_type) return refuse(syntax_error("S0401", at));
        const std::size_t end = closing(text, at, '<', '>');
        parameters.back().subtype = text.substr(at + 1, end - at - 1);
        at = end;
        break;
      }
      default:
        break;
    }
  }
  return signature;
}

/// Matches `types` from `at` against parameters from `parameter` on, as many for each as can be;
/// `counts` says how many. `whole`: nothing may be left.
bool Signature::match(std::string_view types, std::size_t parameter, std::size_t at,
                      std::size_t parameters, bool whole, Counts& counts) const {
  if (parameter == parameters) return !whole || at == types.size();
  const Parameter& wanted = parameters_[parameter];
  std::size_t most = 0;
  const std::size_t bound = wanted.repeated ? types.size() : 1;
  while (most < bound && at + most < types.size() &&
         (wanted.types & type_bit(types[at + most])) != 0) {
    ++most;
  }
  for (std::size_t count = most + 1; count-- > (wanted.optional ? 0u : 1u);) {
    counts.push_back(count);
    if (match(types, parameter + 1, at + count, parameters, whole, counts)) return true;
    counts.pop_back();
  }
  return false;
}

/// Which argument, from 0, is the first that does not fit.
std::size_t Signature::first_mismatch(std::string_view types) const {
  std::size_t good = 0;
  for (std::size_t parameters = 1; parameters <= parameters_.size(); ++parameters) {
    Counts counts;
    if (!match(types, 0, 0, parameters, false, counts)) return good;
    good = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
  }
  return good;
}

Result<void, Failure> Signature::validate(Evaluation& evaluation, Arguments& arguments,
                                          Value context) const {
  boost::container::small_vector<char, 16> letters;
  for (const Value& argument : arguments) letters.push_back(type_letter(argument));
  const std::string_view types{letters.data(), letters.size()};
  Counts counts;
  if (!match(types, 0, 0, parameters_.size(), true, counts)) {
    const std::size_t wrong = first_mismatch(types);
    Thrown* error =
        evaluation.thrown("T0410", wrong < arguments.size() ? arguments[wrong] : Value{});
    error->index = static_cast<std::uint32_t>(wrong + 1);
    return refuse(Failure{error});
  }
  Arguments checked;
  std::size_t next = 0;
  const auto wrong = [&](std::string_view code, Value value, std::string_view text) {
    Thrown* error = evaluation.thrown(code, value);
    error->index = static_cast<std::uint32_t>(next + 1);
    error->text = text;
    return refuse(Failure{error});
  };
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Parameter& parameter = parameters_[i];
    if (counts[i] == 0) {
      if (!parameter.context) {
        checked.push_back(next < arguments.size() ? arguments[next] : Value{});
        ++next;
      } else if ((parameter.types & type_bit(type_letter(context))) != 0) {
        checked.push_back(context);
      } else {
        return wrong("T0411", context, {});
      }
      continue;
    }
    for (std::size_t taken = 0; taken < counts[i]; ++taken, ++next) {
      Value argument = arguments[next];
      if (!parameter.array || !argument.defined()) {
        checked.push_back(argument);
        continue;
      }
      bool fits = true;
      if (!parameter.subtype.empty() && !argument.is_array()) {
        fits = types.substr(next - taken, counts[i]) == parameter.subtype;
      } else if (!parameter.subtype.empty()) {
        const Items items{argument};
        for (std::size_t item = 0; fits && item < items.size(); ++item) {
          fits = type_letter(items[item]) == parameter.subtype[0];
        }
      }
      if (!fits) return wrong("T0412", argument, plural_of(parameter.subtype));
      if (!argument.is_array()) {
        List* list = evaluation.array();
        list->push(evaluation.arena, argument);
        argument = list;
      }
      checked.push_back(argument);
    }
  }
  arguments = std::move(checked);
  return {};
}

}  // namespace spotdrill::jsonata
