#include "drill/run/read_job.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <fstream>
#include <set>

namespace spotdrill::drill {

namespace {

namespace fs = std::filesystem;

bool is_script(const fs::path& path) {
  constexpr std::array<std::string_view, 8> extensions{".py", ".sh", ".bash", ".js",
                                                       ".rb", ".pl", ".R",    ".go"};
  return std::find(extensions.begin(), extensions.end(), path.extension().string()) !=
         extensions.end();
}

/// Reads the job's scripts, and what they name, breadth first.
class JobReader {
 public:
  explicit JobReader(const Workload& workload) : workload_(workload) {}

  std::vector<std::string> read(const std::string& user_data) {
    const bool copied = !workload_.directory_host.empty();
    follow(user_data, copied ? workload_.directory_host : workload_.directory);
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      const std::string text = texts_[i];
      follow(text, directories_[i]);
    }
    return std::move(texts_);
  }

 private:
  void follow(const std::string& text, const fs::path& directory) {
    std::string word;
    bool imports = false;
    for (const char c : text + "\n") {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || std::strchr("._-/+", c) != nullptr) {
        word += c;
        continue;
      }
      if (!word.empty()) add(imports ? word + ".py" : word, directory);
      imports = word == "import" || word == "from";
      word.clear();
    }
  }

  void add(const fs::path& named, const fs::path& directory) {
    if (!is_script(named)) return;
    fs::path here = named.is_absolute() ? fs::path{} : directory / named;
    for (const Shared& shared : workload_.shared) {
      const fs::path below = named.lexically_relative(shared.guest);
      if (named.is_absolute() && !below.empty() && *below.begin() != "..") {
        here = shared.host / below;
      }
    }
    std::error_code error;
    if (here.empty() || !fs::is_regular_file(here, error)) return;
    if (texts_.size() >= job_texts_max || !seen_.insert(fs::weakly_canonical(here, error)).second) {
      return;
    }
    std::string text(job_text_bytes_max, '\0');
    std::ifstream stream{here, std::ios::binary};
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    texts_.push_back(std::move(text));
    directories_.push_back(here.parent_path());
  }

  const Workload& workload_;
  std::set<fs::path> seen_;
  std::vector<std::string> texts_;
  std::vector<fs::path> directories_;  ///< Where each of them is.
};

}  // namespace

std::vector<std::string> read_job(const Workload& workload, const std::string& user_data) {
  return JobReader{workload}.read(user_data);
}

}  // namespace spotdrill::drill
