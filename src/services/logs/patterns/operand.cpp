#include "services/logs/patterns/operand.hpp"

#include <charconv>
#include <utility>

namespace spotdrill::logs {
namespace {

bool is_bare(char c) {
  return is_alphanumeric(c) || std::string_view{"_-.*:/+"}.find(c) != std::string_view::npos;
}

}  // namespace

std::optional<double> read_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || (!is_digit(digits.front()) && digits.front() != '.')) return std::nullopt;
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Operand> Operand::parse(Scanner& scanner) {
  scanner.skip_spaces();
  Operand operand;
  if (scanner.peek() == '%') {
    const auto text = scanner.take_quoted('%', /*unescape=*/false);
    if (text) operand.regex_ = Regex::parse(*text);
    if (!operand.regex_) return std::nullopt;
    return operand;
  }
  if (scanner.peek() == '"') {
    auto text = scanner.take_quoted('"');
    if (!text) return std::nullopt;
    operand.text_ = *std::move(text);
  } else {
    operand.text_ = scanner.take_while(is_bare);
    if (operand.text_.empty()) return std::nullopt;
    operand.number_ = read_number(operand.text_);
  }
  // "You can use the asterisk '*' wildcard character to match any text at, before, or after a
  // search term. ... Ev*ent will only match the actual string Ev*ent."
  if (operand.text_.starts_with('*')) {
    operand.open_front_ = true;
    operand.text_.erase(0, 1);
  }
  if (operand.text_.ends_with('*')) {
    operand.open_back_ = true;
    operand.text_.pop_back();
  } else if (operand.text_.empty()) {
    operand.open_back_ = operand.open_front_;
  }
  return operand;
}

bool Operand::equals(std::string_view value, std::optional<double> number) const {
  if (regex_) return regex_->search(value);
  if (number_ && number) return *number_ == *number;
  if (open_front_ && open_back_) return value.find(text_) != std::string_view::npos;
  if (open_front_) return value.ends_with(text_);
  return open_back_ ? value.starts_with(text_) : value == text_;
}

bool Operand::compare(Comparison comparison, std::string_view value,
                      std::optional<double> number) const {
  if (comparison == Comparison::Equal) return equals(value, number);
  if (comparison == Comparison::NotEqual) return !equals(value, number);
  if (!number_ || !number) return false;
  switch (comparison) {
    case Comparison::Less:
      return *number < *number_;
    case Comparison::LessOrEqual:
      return *number <= *number_;
    case Comparison::Greater:
      return *number > *number_;
    default:
      return *number >= *number_;
  }
}

}  // namespace spotdrill::logs
