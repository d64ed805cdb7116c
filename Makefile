# 闭环：所有日常命令。`make help` 列出它们。
PYTHON ?= python3
VENV := .venv
BOOT := .boot
BIN := $(VENV)/bin
UV := $(BOOT)/bin/uv
ONLY ?=
TESTS ?= tests
PORT ?= 8000
STAMP := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev
DEMO := BIHUAN_HOME=$(CURDIR)/var/demo BIHUAN_DEMO=1

# uv 不读 pip 的配置；单位内网镜像写在 pip 配置里时，在这里转交。
INDEX := $(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null)
export UV_DEFAULT_INDEX ?= $(INDEX)
ifeq ($(UV_DEFAULT_INDEX),)
unexport UV_DEFAULT_INDEX
endif
export UV_NO_PROGRESS := 1
# 每条命令都是新进程：编译好的字节码要留下，不然每次从头编译。
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-postgresql check fmt bench docs install lock browser fonts clean

help: ## 列出命令
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

run: $(STAMP) ## 建环境、建库、装入演示单位，并在 127.0.0.1:8000 打开
	@$(DEMO) $(BIN)/bihuan serve --demo --port $(PORT)

install: $(STAMP) ## 只建运行环境（.venv/bin/bihuan）

install-dev: $(STAMP_DEV)

test: $(STAMP_DEV) ## 运行全部测试（找到 Chromium 时含浏览器测试）
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(TESTS)

# 与数据库有关的测试。浏览器、公文版式和纯文字的测试不因数据库而异；页面上给谁看哪些按钮也不因数据库而异。
ON_BOTH := tests/domain tests/web tests/cli tests/consistency tests/access --ignore=tests/access/test_buttons.py

test-postgresql: $(STAMP_DEV) ## 与数据库有关的测试，换用 PostgreSQL
	@BIHUAN_TEST_DB=postgresql $(BIN)/python -m pytest -n auto --dist loadgroup $(ON_BOTH)

check: $(STAMP_DEV) ## 持续集成所做的全部检查
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@! grep -nE 'https?://' requirements.lock requirements-dev.lock
	@$(MAKE) --no-print-directory docs-check test

fmt: $(STAMP_DEV) ## 整理代码格式
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format .

bench: $(STAMP_DEV) ## 打印各项指标；make bench ONLY=名称 只打印一项
	@$(BIN)/python -m benchmarks $(ONLY)

docs: $(STAMP_DEV) ## 由代码重新生成 docs/reference
	@$(BIN)/python -m docs.generate

docs-check: $(STAMP_DEV)
	@$(BIN)/python -m docs.generate --check

browser: ## 安装浏览器测试所需的 Chromium 与中文字体
	@if [ "$$(id -u)" = 0 ]; then S=; else S=sudo; fi; $$S apt-get update -qq && \
	 $$S apt-get install -y --no-install-recommends chromium fonts-noto-cjk

fonts: ## 取更接近公文的仿宋、楷体、小标宋（Debian 软件包，不进仓库）
	@sh scripts/fonts.sh var/fonts

lock: $(UV) ## 更新两个锁定文件
	@$(UV) pip compile pyproject.toml --extra postgresql --universal --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --python-version 3.11 -q -o requirements.lock $(UPGRADE)
	@$(UV) pip compile pyproject.toml --extra postgresql --group dev --universal --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --python-version 3.11 -q -o requirements-dev.lock $(UPGRADE)

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo '需要 Python 3.11 或更高版本。Debian/Ubuntu：sudo apt-get install python3 python3-venv'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo '缺少 venv 模块。Debian/Ubuntu：sudo apt-get install python3-venv'; exit 1; }
	@$(PYTHON) -m venv $(BOOT) && { $(BOOT)/bin/pip install -q --disable-pip-version-check uv || \
	  echo 'uv 未能安装，改用 pip（较慢）。'; }

# 有 uv 时不必再装一遍 pip
$(VENV)/bin/python: | $(UV)
	@if [ -x $(UV) ]; then $(UV) venv -q --python $(PYTHON) $(VENV); else $(PYTHON) -m venv $(VENV); fi

# $(call sync,锁定文件)：环境与锁定文件一致；uv 不可用时退回 pip
define sync
	@if [ -x $(UV) ]; then $(UV) pip sync -q --python $(BIN)/python --require-hashes $(1); \
	 else $(BIN)/python -m pip install -q --require-hashes -r $(1); fi
	@$(BIN)/python scripts/link_project.py
endef

$(STAMP): requirements.lock pyproject.toml scripts/link_project.py | $(VENV)/bin/python
	@echo '正在准备运行环境……'
	$(call sync,$(if $(wildcard $(STAMP_DEV)),requirements-dev.lock,requirements.lock))
	@touch $@

$(STAMP_DEV): requirements-dev.lock pyproject.toml scripts/link_project.py | $(VENV)/bin/python
	@echo '正在准备开发环境……'
	$(call sync,requirements-dev.lock)
	@touch $@ $(STAMP)

clean: ## 删除环境与演示数据
	rm -rf $(VENV) $(BOOT) var .bench
