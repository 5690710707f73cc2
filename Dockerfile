FROM python:3.13-slim AS build
RUN pip install --no-cache-dir uv
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /srv/aquatint
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-dev --no-install-project
COPY aquatint aquatint
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-noto-cjk tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home aquatint \
    && install --directory --owner aquatint --mode 700 /data
COPY --from=build /srv/aquatint/.venv /srv/aquatint/.venv
ENV PATH=/srv/aquatint/.venv/bin:$PATH AQUATINT_DATA=/data AQUATINT_HOST=0.0.0.0
USER aquatint
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=60s --interval=10s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
ENTRYPOINT ["tini", "--", "aquatint"]
CMD ["up"]
